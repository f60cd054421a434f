using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Service;

/// <summary>The API of the service. Problems come as <c>{"problems": [...]}</c>, all of them.</summary>
internal static class RunEndpoints
{
    public static async Task<IResult> StartAsync(HttpRequest request, RunQueue runs)
    {
        // A form or plain text may be posted here by a page of any web site in its visitor's browser; for JSON the browser asks first, and is not let.
        if (!request.HasJsonContentType())
        {
            string found = string.IsNullOrEmpty(request.ContentType) ? "There is no Content-Type" : $"Content-Type is {Quoted.Text(request.ContentType)}";
            return Refused([$"{found}; a run is posted as application/json: curl --json '...', or -H 'Content-Type: application/json' beside -d."], StatusCodes.Status415UnsupportedMediaType);
        }

        using MemoryStream body = new();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        List<string> problems = [];
        Scenario? scenario = RunSubmission.Read(body.GetBuffer().AsMemory(0, (int)body.Length), problems);
        if (scenario is null) return Refused(problems);

        string id = runs.Add(scenario).Id;
        return Results.Created($"/api/runs/{id}", new { id });
    }

    public static IResult List(RunQueue runs) =>
        Results.Json(runs.All.Select(run => new { run.Id, run.State, run.Scenario, verdict = run.Run?.Verdict }));

    public static IResult Get(string id, RunQueue runs) => runs.Find(id) is { } run ? Results.Json(run) : Unknown(id);

    /// <summary>Ends the run in order, as Ctrl+C does: it is judged on what there was.</summary>
    public static IResult Stop(string id, RunQueue runs) => runs.Stop(id) ? Results.Accepted($"/api/runs/{id}") : Unknown(id);

    private static IResult Refused(IReadOnlyList<string> problems, int status = StatusCodes.Status400BadRequest) => Results.Json(new { problems }, statusCode: status);

    private static IResult Unknown(string id) =>
        Results.Json(new { problems = (string[])[$"There is no run '{id}'; GET /api/runs lists them."] }, statusCode: StatusCodes.Status404NotFound);
}
