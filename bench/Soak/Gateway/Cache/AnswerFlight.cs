namespace HotPath.Soak.Gateway.Cache;

/// <summary>An answer that is being made, for those who ask for the same meanwhile. Ended once by the request that makes it; from any thread.</summary>
internal sealed class AnswerFlight(AnswerStore store, AnswerKey key, RequestFingerprint request, int clears)
{
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public AnswerKey Key => key;

    public RequestFingerprint Request => request;

    /// <summary>How often the store had been cleared when it began.</summary>
    public int Clears => clears;

    /// <summary>Ends when the answer is over, whatever became of it.</summary>
    public Task Over => _over.Task;

    /// <summary>Null: none was made. To be read after <see cref="Over"/>.</summary>
    public StoredAnswer? Answer { get; private set; }

    /// <summary>What the request was refused with instead; null: it was not. To be read after <see cref="Over"/>.</summary>
    public OpenAiError? Refusal { get; private set; }

    /// <summary>The answer broke off by itself, as it will for all who ask the same. To be read after <see cref="Over"/>.</summary>
    public bool WasCut { get; private set; }

    /// <summary>It is made, kept, and given to those who wait.</summary>
    public void Complete(StoredAnswer answer, long now)
    {
        Answer = answer;
        store.End(this, answer, now);
        _over.SetResult();
    }

    /// <summary>Those who wait are refused alike; nothing is kept.</summary>
    public void Refuse(OpenAiError refusal)
    {
        Refusal = refusal;
        GiveUp(wasCut: false);
    }

    /// <summary>Nothing was made. Of those who wait one makes it anew or, where the answer was cut, each one.</summary>
    public void GiveUp(bool wasCut)
    {
        WasCut = wasCut;
        store.End(this, null, 0);
        _over.SetResult();
    }
}
