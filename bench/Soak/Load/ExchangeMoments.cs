namespace HotPath.Soak.Load;

/// <summary>When one request was due and when its bytes were written, as time stamps.</summary>
internal readonly record struct ExchangeMoments(long DueAt, long SentAt);
