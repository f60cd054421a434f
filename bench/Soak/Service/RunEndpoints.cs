using System.Text.Json;
using System.Text.Json.Serialization;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Service;

/// <summary>The API of the service. Problems come as <c>{"problems": [...]}</c>, all of them.</summary>
internal static class RunEndpoints
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
    };

    public static async Task<IResult> StartAsync(HttpRequest request, RunQueue runs)
    {
        RunSubmission? submission;
        try
        {
            submission = await request.ReadFromJsonAsync<RunSubmission>(Json, request.HttpContext.RequestAborted);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return Refused([$"The body is no run: {problem.Message} Expected is {{\"scenario\": NAME or OBJECT, \"duration\"?, \"target\"?, \"rate\"?, \"requests\"?, \"thresholds\"?}}."]);
        }

        List<string> problems = [];
        if (submission is null) return Refused(["The body is null; a run is expected: {\"scenario\": NAME or OBJECT, ...}."]);

        Scenario? scenario = submission.Read(problems);
        if (scenario is null) return Refused(problems);

        string id = runs.Add(scenario).Id;
        return Results.Created($"/api/runs/{id}", new { id });
    }

    public static IResult List(RunQueue runs) =>
        Results.Json(runs.All.Select(run => new { run.Id, run.State, run.Scenario, verdict = run.Run?.Verdict }));

    public static IResult Get(string id, RunQueue runs) => runs.Find(id) is { } run ? Results.Json(run) : Unknown(id);

    /// <summary>Ends the run in order, as Ctrl+C does: it is judged on what there was.</summary>
    public static IResult Stop(string id, RunQueue runs) => runs.Stop(id) ? Results.Accepted($"/api/runs/{id}") : Unknown(id);

    private static IResult Refused(IReadOnlyList<string> problems) => Results.Json(new { problems }, statusCode: StatusCodes.Status400BadRequest);

    private static IResult Unknown(string id) =>
        Results.Json(new { problems = (string[])[$"There is no run '{id}'; GET /api/runs lists them."] }, statusCode: StatusCodes.Status404NotFound);
}
