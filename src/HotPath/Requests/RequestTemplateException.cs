namespace HotPath.Requests;

/// <summary>A text is not a <see cref="RequestTemplate"/>.</summary>
public sealed class RequestTemplateException : FormatException
{
    private RequestTemplateException(IReadOnlyList<string> problems)
        : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    /// <summary>Everything that is wrong with the text, in its order; never empty.</summary>
    public IReadOnlyList<string> Problems { get; }

    internal static RequestTemplateException From(IReadOnlyList<string> problems) => new(problems);
}
