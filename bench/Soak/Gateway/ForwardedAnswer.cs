using HotPath.Soak.Gateway.Cache;
using HotPath.Soak.Gateway.Providers;

namespace HotPath.Soak.Gateway;

/// <summary>One request on its way: tells provider, cache, Idempotency-Key and whoever else asks what became of its answer. Filled before the answer begins.</summary>
internal sealed class ForwardedAnswer(ProviderBoard providers, TokenWheel wheel, IServingWatch? next) : IServingWatch
{
    private int _isOver;

    /// <summary>Null: no provider makes it.</summary>
    public ProviderAttempt? Attempt { get; set; }

    /// <summary>What is given again; null: nobody could ask for it.</summary>
    public StoredAnswer? Answer { get; set; }

    /// <summary>Those who wait for it at the cache; null: nobody may.</summary>
    public AnswerFlight? Cached { get; set; }

    /// <summary>Those who wait for it by its Idempotency-Key; null: nobody may.</summary>
    public AnswerFlight? ByKey { get; set; }

    /// <summary>Whoever waits for this request waits no longer than it lasts, whatever goes wrong with it.</summary>
    public void EndWith(HttpContext context) =>
        context.Response.OnCompleted(
            static made =>
            {
                ((ForwardedAnswer)made).Over(ServingEnd.Abandoned, tokens: 0);
                return Task.CompletedTask;
            },
            this);

    public void Over(ServingEnd end, int tokens)
    {
        if (!TryEnd()) return;

        next?.Over(end, tokens);
        if (Attempt is not null) providers.End(Attempt, end, tokens);
        if (end != ServingEnd.Completed || Answer is null)
        {
            Cached?.GiveUp(wasCut: end == ServingEnd.Cut);
            ByKey?.GiveUp(wasCut: end == ServingEnd.Cut);
            return;
        }

        long now = wheel.Now;
        Cached?.Complete(Answer, now);
        ByKey?.Complete(Answer, now);
    }

    /// <summary>There will be no answer but this.</summary>
    public void Refuse(OpenAiError refusal)
    {
        if (!TryEnd()) return;

        next?.Over(ServingEnd.Refused, tokens: 0);
        Cached?.Refuse(refusal);
        ByKey?.Refuse(refusal);
    }

    private bool TryEnd() => Interlocked.Exchange(ref _isOver, 1) == 0;
}
