namespace HotPath.Micro.Suite;

/// <summary>What the user gave cannot be used. Carries every problem, not just the first.</summary>
internal sealed class BadInputException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
