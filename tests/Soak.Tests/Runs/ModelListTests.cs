using System.Text;
using HotPath.Soak.Runs;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Runs;

public sealed class ModelListTests
{
    private static readonly Uri Target = new("http://gateway.example.com/v1");

    private static readonly ModelList List = new(["gpt-4.1", "gpt-4.1-mini", "claude-sonnet-4.5", "embedding-3"]);

    [Theory]
    [InlineData("""{"object":"list","data":[{"id":"a","object":"model"},{"id":"b"},{"id":"a"}]}""", "a b")]
    [InlineData("""{"data":[{"id":""},{"id":5},"c",{}]}""", "")]
    [InlineData("""{"data":{}}""", null)]
    [InlineData("""[]""", null)]
    [InlineData("""<html>""", null)]
    public void TryRead_WhateverComes_IsAListOrNull(string body, string? names)
    {
        ModelList? list = ModelList.TryRead(new OwnAnswer("GET /v1/models", 200, Encoding.UTF8.GetBytes(body)));

        Assert.Equal(names, list is null ? null : string.Join(' ', list.Names));
        Assert.Null(ModelList.TryRead(new OwnAnswer("GET /v1/models", 500, Encoding.UTF8.GetBytes(body))));
    }

    [Theory]
    [InlineData("*", 4)]
    [InlineData("gpt-*", 2)]
    [InlineData("gpt-4.1", 1)]
    [InlineData("*4.?", 2)]
    [InlineData("GPT-*", 0)]
    public void Like_APattern_IsWhatFitsIt(string pattern, int count) => Assert.Equal(count, List.Like(pattern).Count);

    [Fact]
    public void Resolve_Groups_AskForTheirsAsOftenAndNoOtherChanges()
    {
        RequestGroup named = new() { Name = "named", Model = "mine" };

        Scenario resolved = ModelList.Resolve(ScenarioOf(named, new RequestGroup { Name = "all", Catalogue = "gpt-*" }), Target, List);

        Assert.Same(named, resolved.Workload[0]);
        Assert.Null(resolved.Workload[1].Catalogue);
        Assert.Equal([new WeightedModel("gpt-4.1", 1), new WeightedModel("gpt-4.1-mini", 1)], resolved.Workload[1].AllModels);
    }

    [Fact]
    public void Resolve_NothingToAskFor_IsRefused()
    {
        Scenario scenario = ScenarioOf(new RequestGroup { Name = "all", Catalogue = "llama-*" });

        Assert.Contains("0 are like \"llama-*\"", Assert.Throws<RunRefusedException>(() => ModelList.Resolve(scenario, Target, List)).Message, StringComparison.Ordinal);
        Assert.Contains("no list of models", Assert.Throws<RunRefusedException>(() => ModelList.Resolve(scenario, Target, list: null)).Message, StringComparison.Ordinal);
    }

    private static Scenario ScenarioOf(params RequestGroup[] groups) => new() { Name = "catalogue", Workload = groups };
}
