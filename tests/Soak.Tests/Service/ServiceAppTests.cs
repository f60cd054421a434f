using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using HotPath.Soak.Tests.Gateway;

namespace HotPath.Soak.Tests.Service;

public sealed class ServiceAppTests : IDisposable
{
    private readonly GatewayFixture _gateway = new(GatewayFixture.Instant);
    private readonly ServiceFixture _service = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _service.Dispose();
        _gateway.Dispose();
    }

    [Fact]
    public async Task Post_Scenario_RunsItAndGetTellsTheVerdict()
    {
        string id = await StartAsync(duration: "1s");

        JsonElement run = await StatusWhenAsync(id, "finished");

        AssertKeptItsLimits(run.GetProperty("run"));
        Assert.Equal(20, run.GetProperty("run").GetProperty("requests").GetProperty("finished").GetInt64());
        Assert.Equal(id, run.GetProperty("run").GetProperty("id").GetString());
        Assert.True(File.Exists(Path.Combine(_service.Results, id, "report.md")));
    }

    [Fact]
    public async Task Post_SoManyRequests_EndsAfterThem()
    {
        string id = await StartAsync(duration: "1h", requests: 5);

        JsonElement run = (await StatusWhenAsync(id, "finished")).GetProperty("run");

        Assert.Equal((5, 5), (run.GetProperty("plannedRequests").GetInt32(), run.GetProperty("requests").GetProperty("finished").GetInt32()));
    }

    [Fact]
    public async Task Post_TwoRuns_RunsThemOneAfterTheOther()
    {
        string first = await StartAsync(duration: "1s");
        string second = await StartAsync(duration: "1s");

        JsonElement secondRun = (await StatusWhenAsync(second, "finished")).GetProperty("run");
        JsonElement firstRun = (await StatusAsync(first)).GetProperty("run");

        TimeSpan apart = secondRun.GetProperty("startedAt").GetDateTimeOffset() - firstRun.GetProperty("startedAt").GetDateTimeOffset();
        Assert.True(apart >= TimeSpan.FromSeconds(1), $"The second began {apart} after the first, which took a second.");
        JsonElement list = await _service.Client.GetFromJsonAsync<JsonElement>("/api/runs", Cancelled);
        Assert.Equal([first, second], list.EnumerateArray().Select(run => run.GetProperty("id").GetString()!));
    }

    [Fact]
    public async Task Get_Root_IsTheLivePageOfTheCurrentRun()
    {
        string page = await _service.Client.GetStringAsync("/", Cancelled);
        string id = await StartAsync(duration: "1s");
        await StatusWhenAsync(id, "finished");

        using Stream events = await _service.Client.GetStreamAsync("/events", Cancelled);
        using StreamReader reader = new(events);
        string data = "";
        while (!data.StartsWith("data: ", StringComparison.Ordinal)) data = (await reader.ReadLineAsync(Cancelled))!;

        Assert.Contains("<h1>", page, StringComparison.Ordinal);
        Assert.Matches("\"title\":\"(PASS|VOID): by-api\"", data); // void where the machine had other work
        Assert.Contains("all runs of this service", data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_RunningRun_EndsItInOrder()
    {
        string id = await StartAsync(duration: "10m");
        await StatusWhenAsync(id, "running", run => run.GetProperty("run").ValueKind == JsonValueKind.Object);

        HttpResponseMessage answer = await _service.Client.DeleteAsync($"/api/runs/{id}", Cancelled);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        JsonElement run = (await StatusWhenAsync(id, "finished")).GetProperty("run");
        Assert.True(run.GetProperty("stoppedEarly").GetBoolean());
        AssertKeptItsLimits(run);
    }

    [Theory]
    [InlineData(
        """{"scenario":"no-such","duration":"10","rate":0,"target":"nowhere","requests":0.5,"thresholds":["rate > 1",1]}""",
        "body(1,13): scenario is \"no-such\"; it must be a scenario object or the name of a built-in one: ",
        "body(1,34): duration is \"10\"; it must be a number with its unit, such as 500us, 500ms, 30s, 2m or 24h.",
        "body(1,46): rate is 0; it must be above 0 requests a second.",
        "body(1,57): target is \"nowhere\"; it must be an absolute address such as http://127.0.0.1:8080/v1.",
        "body(1,78): requests is 0.5; it must be at least 1 request.",
        "body(1,107): thresholds[1] is 1; it must be a text in quotes.")]
    [InlineData(
        """{"scenario":"streeming-soak","duraton":"1s","verbose":1,"duration":"10"}""",
        "body(1,13): scenario is \"streeming-soak\"; it must be a scenario object or the name of a built-in one; did you mean streaming-soak?",
        "body(1,30): duraton is not known; did you mean duration?",
        "body(1,45): verbose is not known; what can stand here is scenario, duration, target, rate, requests, thresholds.",
        "body(1,68): duration is \"10\"; ")]
    [InlineData(
        """{"scenario":{"name":"x","workload":[],"lod":{}},"unknown":1,"thresholds":["nothing < 1"]}""",
        "body(1,49): unknown is not known; ",
        "scenario(1,24): workload is empty; ",
        "scenario(1,27): lod is not known; did you mean load?")]
    [InlineData("""{"scenario":"baseline","thresholds":["tfft.p99 < 1s"]}""", "thresholds: \"tfft.p99 < 1s\"; ")]
    [InlineData("""{"scenario":null}""", "body(1,1): scenario is missing; it is needed. A scenario object, or the name of a built-in one.")]
    [InlineData("""{"scenario":""", "body(1,13): It ends here, and the document is not closed; its } is missing.")]
    [InlineData("""{"scenario":"baseline" "rate":0}""", "body(1,24): A comma is missing before this.")]
    [InlineData("", "body(1,1): There is no JSON in it; an object in { } is expected.")]
    [InlineData("[]", "body(1,1): the document is a list; it must be an object in { }.")]
    public async Task Post_Mistakes_AreAllNamedAndNothingRuns(string body, params string[] said)
    {
        HttpResponseMessage answer = await _service.Client.PostAsync("/api/runs", GatewayFixture.Json(body), Cancelled);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        string[] problems = [.. (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("problems").EnumerateArray().Select(problem => problem.GetString()!)];
        Assert.Equal(said.Length, problems.Length);
        Assert.All(said.Zip(problems), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
        Assert.Equal(0, (await _service.Client.GetFromJsonAsync<JsonElement>("/api/runs", Cancelled)).GetArrayLength());
    }

    /// <summary>What a page of any web site could have its visitor's browser post, without the browser asking first.</summary>
    [Theory]
    [InlineData("application/x-www-form-urlencoded", "Content-Type is \"application/x-www-form-urlencoded\"; a run is posted as application/json: ")]
    [InlineData("text/plain", "Content-Type is \"text/plain\"; a run is posted as application/json: ")]
    [InlineData(null, "There is no Content-Type; a run is posted as application/json: ")]
    public async Task Post_AsNoJson_IsRefusedAndSaysWhatToSend(string? contentType, string said)
    {
        StringContent body = GatewayFixture.Json("""{"scenario":"baseline"}""");
        body.Headers.ContentType = contentType is null ? null : new MediaTypeHeaderValue(contentType);

        HttpResponseMessage answer = await _service.Client.PostAsync("/api/runs", body, Cancelled);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        JsonElement problem = Assert.Single((await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("problems").EnumerateArray());
        Assert.StartsWith(said, problem.GetString(), StringComparison.Ordinal);
        Assert.Equal(0, (await _service.Client.GetFromJsonAsync<JsonElement>("/api/runs", Cancelled)).GetArrayLength());
    }

    [Fact]
    public async Task Get_UnknownRun_Is404()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await _service.Client.GetAsync("/api/runs/nothing", Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _service.Client.DeleteAsync("/api/runs/nothing", Cancelled)).StatusCode);
    }

    /// <summary>A machine with other work makes a run void, which is right, and takes nothing from what was judged beside it.</summary>
    private static void AssertKeptItsLimits(JsonElement run)
    {
        Assert.All(run.GetProperty("thresholds").EnumerateArray(), threshold => Assert.True(threshold.GetProperty("passed").GetBoolean()));
        if (run.GetProperty("verdict").GetString() == "pass") return;

        Assert.Equal("void", run.GetProperty("verdict").GetString());
        Assert.All(run.GetProperty("reasons").EnumerateArray(), reason => Assert.Matches("^(Requests started late|The generator used|The simulated gateway)", reason.GetString()!));
    }

    private async Task<string> StartAsync(string duration, int? requests = null)
    {
        HttpResponseMessage answer = await _service.Client.PostAsJsonAsync(
            "/api/runs",
            new
            {
                scenario = new
                {
                    name = "by-api",
                    load = new { warmUp = "100ms", stages = new[] { new { @for = "1s", rate = "20/s" } } },
                    workload = new[] { new { name = "chat" } },
                },
                target = _gateway.Client.BaseAddress!.ToString(),
                duration,
                requests,
            },
            Cancelled);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        string id = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("id").GetString()!;
        Assert.Equal($"/api/runs/{id}", answer.Headers.Location!.ToString());
        return id;
    }

    private Task<JsonElement> StatusAsync(string id) => _service.Client.GetFromJsonAsync<JsonElement>($"/api/runs/{id}", Cancelled);

    private async Task<JsonElement> StatusWhenAsync(string id, string state, Func<JsonElement, bool>? also = null)
    {
        while (true)
        {
            JsonElement run = await StatusAsync(id);
            if (run.GetProperty("state").GetString() == state && also?.Invoke(run) != false) return run;

            await Task.Delay(10, Cancelled);
        }
    }
}
