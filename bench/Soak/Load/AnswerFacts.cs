namespace HotPath.Soak.Load;

/// <summary>What one answer has shown so far, told by whoever reads it. Used again for each; moments are time stamps, 0 where they did not come.</summary>
internal sealed class AnswerFacts
{
    public long HeadAt { get; set; }

    public long FirstTokenAt { get; set; }

    /// <summary>The end of an answer that came whole.</summary>
    public long EndedAt { get; set; }

    /// <summary>Of the body, transfer coding removed.</summary>
    public long Bytes { get; set; }

    public bool HasUsage { get; private set; }

    public long PromptTokens { get; private set; }

    public long CompletionTokens { get; private set; }

    /// <summary>0 where it was not given.</summary>
    public long TotalTokens { get; private set; }

    /// <summary>Completion tokens as they are counted in the run: by usage, else events with content.</summary>
    public long Tokens { get; set; }

    public bool HasContent { get; set; }

    /// <summary>Of a simulated text; null: nobody knows how many tokens the content has.</summary>
    public long? Words { get; set; }

    public void Clear()
    {
        HeadAt = FirstTokenAt = EndedAt = Bytes = 0;
        PromptTokens = CompletionTokens = TotalTokens = Tokens = 0;
        HasUsage = HasContent = false;
        Words = null;
    }

    /// <summary>What the gateway counts; the last word counts where it speaks more than once. Some name the prompt's tokens in one event and the answer's in another.</summary>
    public void TakeUsage(long promptTokens, long completionTokens, long totalTokens)
    {
        HasUsage = true;
        if (promptTokens > 0) PromptTokens = promptTokens;
        CompletionTokens = completionTokens;
        TotalTokens = totalTokens;
        Tokens = completionTokens;
    }
}
