using System.Net;
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

    [Fact]
    public async Task Post_SeveralMistakes_NamesThemAllAndRunsNothing()
    {
        HttpResponseMessage answer = await _service.Client.PostAsJsonAsync(
            "/api/runs", new { scenario = "no-such", duration = "10", rate = 0, target = "nowhere" }, Cancelled);

        JsonElement body = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        string[] problems = [.. body.GetProperty("problems").EnumerateArray().Select(problem => problem.GetString()!)];
        Assert.Contains(problems, problem => problem.StartsWith("scenario ", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("duration is '10'", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("target is 'nowhere'", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("rate is 0", StringComparison.Ordinal) || problem.Contains("rate is '0'", StringComparison.Ordinal));
        Assert.Equal(0, (await _service.Client.GetFromJsonAsync<JsonElement>("/api/runs", Cancelled)).GetArrayLength());
    }

    [Theory]
    [InlineData("""{"scenario":""")]
    [InlineData("""{"scenario":"streaming-soak","unknown":1}""")]
    [InlineData("[]")]
    public async Task Post_NoRun_IsRefused(string body)
    {
        HttpResponseMessage answer = await _service.Client.PostAsync("/api/runs", GatewayFixture.Json(body), Cancelled);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotEmpty((await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("problems").EnumerateArray());
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
