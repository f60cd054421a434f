namespace HotPath.Soak.Dashboard;

/// <summary>A limit, and how it stands.</summary>
/// <param name="Expression">As the user wrote it.</param>
/// <param name="Actual">In the expression's unit; null when nothing was measured yet.</param>
/// <param name="IsKept">Null when nothing was measured yet, which is no failure before the end.</param>
internal sealed record LiveLimit(string Expression, double? Actual, bool? IsKept);
