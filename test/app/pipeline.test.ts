import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { annotationsOff, pipelineOf, repositoryPaths } from "../../src/app/pipeline.ts";

describe("the pipeline", () => {
  // The predefined variables of each: docs.github.com, docs.gitlab.com, learn.microsoft.com.
  it.each([
    [{ GITHUB_ACTIONS: "true" }, "github"],
    [{ GITLAB_CI: "true" }, "gitlab"],
    [{ TF_BUILD: "True" }, "azure"],
    [{ CI: "true", JENKINS_URL: "http://jenkins/" }, null],
    [{ GITHUB_ACTIONS: "", TF_BUILD: "" }, null],
  ])("by %j is %s", (env, name) => {
    expect(pipelineOf(env)).toBe(name);
  });

  it.each(["off", "OFF", "false", "no", "0"])("is not annotated where INVRUN_ANNOTATIONS is %s", (value) => {
    expect(annotationsOff({ INVRUN_ANNOTATIONS: value })).toBe(true);
  });

  it("is annotated otherwise", () => {
    expect(annotationsOff({})).toBe(false);
    expect(annotationsOff({ INVRUN_ANNOTATIONS: "" })).toBe(false);
  });
});

describe("a file", () => {
  it("is named from the root that the pipeline tells", () => {
    const env = { GITHUB_ACTIONS: "true", GITHUB_WORKSPACE: resolve("..") };
    const here = resolve(".").slice(resolve("..").length + 1);
    expect(repositoryPaths(env)("runbooks/full.yml")).toBe(`${here}/runbooks/full.yml`);
  });

  it("is named from the working directory where no pipeline is, whatever a root's variable says", () => {
    expect(repositoryPaths({ GITHUB_WORKSPACE: resolve("..") })("./runbooks/full.yml")).toBe("runbooks/full.yml");
  });

  it("is named with all of its path where it lies elsewhere", () => {
    const elsewhere = resolve("..", "other", "full.yml");
    expect(repositoryPaths({})(elsewhere)).toBe(elsewhere.replaceAll("\\", "/"));
    expect(repositoryPaths({})("..fine.yml")).toBe("..fine.yml");
  });
});
