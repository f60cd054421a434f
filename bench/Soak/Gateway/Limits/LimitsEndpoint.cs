using System.Text.Json;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Gateway.Limits;

/// <summary>GET /admin/limits: those in force, as a scenario's <c>gateway.limits</c> has them; POST: puts others in the place of all, of which nothing is taken yet.</summary>
internal sealed class LimitsEndpoint(GatewaySettings settings, LimitBoard limits)
{
    public Task GetAsync(HttpContext context)
    {
        Answer(context);
        return Task.CompletedTask;
    }

    public async Task SetAsync(HttpContext context)
    {
        (RequestBody body, OpenAiError? error) = await RequestBody.ReadAsync(context.Request);
        IReadOnlyList<LimitSettings>? others = null;
        using (body)
        {
            if (error is null) (others, error) = Read(body.Utf8);
        }

        if (others is null)
        {
            JsonReply.Of(error!, 0).Send(context.Response);
            return;
        }

        limits.Set(others);
        Answer(context);
    }

    private (IReadOnlyList<LimitSettings>? Limits, OpenAiError? Error) Read(ReadOnlySpan<byte> json)
    {
        LimitsReading reading = ScenarioReader.ReadLimits(json, "limits", settings);
        return reading.Limits is { } limits
            ? (limits, null)
            : (null, new OpenAiError(StatusCodes.Status400BadRequest, string.Join(' ', reading.Problems.Select(problem => problem.ToString())), Code: "invalid_value"));
    }

    private void Answer(HttpContext context) =>
        JsonReply.Of(StatusCodes.Status200OK, 0, (Utf8JsonWriter json) => TenancyWriter.WriteLimits(json, limits.InForce)).Send(context.Response);
}
