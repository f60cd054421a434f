namespace HotPath.Soak.Commands;

/// <summary>What the user gave cannot be used. Carries every problem, not just the first.</summary>
internal sealed class BadInputException : Exception
{
    public BadInputException(IReadOnlyList<string> problems)
        : base(string.Join(Environment.NewLine, problems))
    {
        Problems = problems;
    }

    public IReadOnlyList<string> Problems { get; }
}
