using System.Text;
using HotPath.Requests;
using HotPath.Soak.Load;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using HotPath.Tests;
using Endpoint = HotPath.Soak.Scenarios.Endpoint;

namespace HotPath.Soak.Tests.Load;

/// <summary>Requests whose method, path and body are the scenario's own.</summary>
public sealed class CustomRequestTests
{
    private static readonly Uri Api = new("http://gateway.example.com:8080/v1");

    [Fact]
    public void WriteTo_PlacesOfTheBody_HoldTheRequestsIdAndNumbers()
    {
        RequestPlan plan = PlanOf(new CustomRequest { Method = "PUT", Path = "/v2/rank?top=3", Body = """{"id":"{{id}}","n":{{n}},"number":{{number}}}""", ContentType = "application/x-json" });

        string[] written = [.. Enumerable.Range(0, 100).Select(number => Written(plan, new RequestDraw(number * 31) { Number = number }))];

        Assert.All(written, text => Assert.StartsWith("PUT /v2/rank?top=3 HTTP/1.1\r\nHost: gateway.example.com:8080\r\n", text, StringComparison.Ordinal));
        Assert.All(written, text => Assert.Contains("\r\nContent-Type: application/x-json\r\n", text, StringComparison.Ordinal));
        string[] bodies = [.. written.Select(text => text.Split("\r\n\r\n")[1])];
        Assert.All(bodies, (body, number) => Assert.Matches($$"""^\{"id":"[0-9a-f-]{36}","n":[0-9]{1,6},"number":{{number}}\}$""", body));
        Assert.Equal(100, bodies.Select(body => body[..44]).Distinct().Count());
    }

    [Fact]
    public void WriteTo_FileAndNoBody_AreSentAsTheyAre()
    {
        byte[] file = [0, 255, .. "{{id}}"u8, 13, 10];
        RequestPlan withFile = PlanOf(new CustomRequest { Path = "/v1/audio", BodyFile = "speech.wav", FileBody = file, ContentType = "audio/wav" });
        RequestPlan without = PlanOf(new CustomRequest { Method = "DELETE", Path = "/v1/files/1" });
        using PooledBuffer output = new();

        withFile.WriteBodyTo(output, new RequestDraw(1));

        Assert.Equal(file, output.WrittenSpan.ToArray());
        string text = Written(without, new RequestDraw(1));
        Assert.DoesNotContain("Content-Type", text, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void WriteTo_WarmBuffer_AllocatesNothing()
    {
        RequestPlan plan = PlanOf(new CustomRequest { Path = "/v1/rerank", Body = """{"id":"{{id}}","n":{{n}},"number":{{number}}}""" });
        using PooledBuffer output = new();
        plan.WriteTo(output, new RequestDraw(1));

        long allocated = Allocations.Least(() =>
        {
            for (long number = 0; number < 100; number++)
            {
                output.ResetWrittenCount();
                plan.WriteTo(output, new RequestDraw(number) { Number = number });
            }
        });

        Assert.Equal(0, allocated);
    }

    [Theory]
    [InlineData(200, "{}", nameof(Outcome.Completed))]
    [InlineData(200, "plain text", nameof(Outcome.Completed))]
    [InlineData(201, "{}", nameof(Outcome.Completed))]
    [InlineData(204, "", nameof(Outcome.Completed))]
    [InlineData(202, "{}", nameof(Outcome.ClientError))] // the group does not allow it
    [InlineData(404, "{}", nameof(Outcome.ClientError))]
    [InlineData(500, "", nameof(Outcome.ServerError))]
    public async Task RunAsync_WhateverIsAnswered_IsRightWhereItsStatusIs(int status, string body, string expected)
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json(body, status));
        using ExchangeBench bench = new(server.Url, GroupOf(new CustomRequest { Path = "/v1/rerank", Body = "x" }) with { ExpectedStatus = [200, 201, 204] });

        Outcome outcome = await bench.RunAsync(seed: 1);

        bool isRight = expected == nameof(Outcome.Completed);
        Assert.Equal(expected, outcome.ToString());
        Assert.Equal(isRight ? 0 : 1, bench.Counters[Counter.Failed]);
        Assert.Equal(isRight ? 1 : 0, bench.Taken(Metric.E2e).Count);
    }

    private static RequestGroup GroupOf(CustomRequest custom) => new() { Name = "own", Endpoint = Endpoint.Custom, Stream = false, Custom = custom };

    private static RequestPlan PlanOf(CustomRequest custom) => new(GroupOf(custom), Api, "sk-test", []);

    private static string Written(RequestPlan plan, RequestDraw draw)
    {
        using PooledBuffer output = new();
        plan.WriteTo(output, draw);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
