namespace HotPath.Soak.Verdicts;

internal enum Comparison
{
    Below,
    AtMost,
    Above,
    AtLeast,
    Equal,
    NotEqual,
}
