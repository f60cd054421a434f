using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Gateway;

/// <summary>An order to <c>/admin</c> that reads as no scenario's part would.</summary>
internal static class OrderError
{
    public static OpenAiError Of(IReadOnlyList<ScenarioProblem> problems) =>
        new(StatusCodes.Status400BadRequest, string.Join(' ', problems.Select(problem => problem.ToString())), Code: "invalid_value");
}
