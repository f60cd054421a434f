using HotPath.Soak.Scenarios.Documents;
using HotPath.Soak.Scenarios.Shapes;

namespace HotPath.Soak.Scenarios.Parts;

/// <summary><c>influx</c>: where each interval is written; left out, nowhere.</summary>
internal static class InfluxPart
{
    public static ObjectShape Shape { get; } = new(
        "Writes each interval as InfluxDB's line protocol, beside the run and without holding it up. Left out: nowhere.",
        [
            new("url", new TextShape("Of version 1, http://HOST:8086/write?db=NAME, or 2, http://HOST:8086/api/v2/write?org=NAME&bucket=NAME; or env:NAME.")
            {
                Pattern = OutputUrl.Pattern,
                ProblemOf = InfluxUrl.ProblemOf,
            })
            {
                Required = true,
            },
            new("token", new TextShape("The token, as env:NAME. Left out: none is sent.")
            {
                Pattern = SecretReference.Pattern,
                ProblemOf = SecretReference.ProblemOf,
                IsSecret = true,
            }),
        ]);

    public static InfluxSettings Settings(CheckedObject influx) => new()
    {
        Url = influx.Text("url") ?? "",
        TokenVariable = influx.Text("token") is { } token && SecretReference.TryParse(token, out string? variable) ? variable : null,
    };
}
