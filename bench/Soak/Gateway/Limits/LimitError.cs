using System.Globalization;
using HotPath.Analysis.Words;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Scenarios.Parts.Gateway;

namespace HotPath.Soak.Gateway.Limits;

/// <summary>What a request over a limit is told.</summary>
internal static class LimitError
{
    /// <param name="headers">Get the time to wait, if waiting helps.</param>
    public static OpenAiError Of(IHeaderDictionary headers, LimitRefusal refusal)
    {
        LimitSettings limit = refusal.Limit;
        string unit = LimitsPart.NameOf(limit.Of);
        string capacity = limit.Capacity.ToString("N0", CultureInfo.InvariantCulture);
        string found = $"The limit of {unit} for the {LimitsPart.NameOf(limit.Per)} {Quoted.Bare(refusal.Key)} is reached";
        string advice = "Send it again after the time in retry-after-ms.";
        if (refusal.WaitNanoseconds == Allowance.Never)
        {
            found = $"The request asks for {refusal.Cost.ToString("N0", CultureInfo.InvariantCulture)} {unit}";
            advice = "It is too large to be let in ever; send a shorter prompt or a smaller max_tokens.";
        }
        else
        {
            RetryHint.Write(headers, refusal.WaitNanoseconds);
        }

        return new OpenAiError(
            StatusCodes.Status429TooManyRequests,
            $"{found}; {capacity} are allowed at once and {limit.Limit.ToString("N0", CultureInfo.InvariantCulture)} each {DurationText.Format(limit.Every)} ({LimitsPart.NameOf(limit.Window)}). {advice}",
            Code: "rate_limit_exceeded")
        {
            Type = unit,
        };
    }
}
