namespace HotPath.Soak.Gateway.Cache;

/// <summary>All that is needed to give an answer again: its text is a function of the request, and the request is the same.</summary>
/// <param name="Request">What it answered.</param>
/// <param name="Completion">Its number.</param>
/// <param name="CreatedAt">When, in seconds since 1970.</param>
/// <param name="Provider">Who made it.</param>
internal sealed record StoredAnswer(RequestFingerprint Request, long Completion, long CreatedAt, string Provider);

/// <param name="Tenant">Empty: of all.</param>
/// <param name="Request">Null: the name says it.</param>
/// <param name="Name">An Idempotency-Key; else empty.</param>
internal readonly record struct AnswerKey(string Tenant, RequestFingerprint? Request, string Name = "");
