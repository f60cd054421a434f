namespace HotPath.Soak.Scenarios.Documents;

/// <summary>The problems of one source, gathered.</summary>
internal sealed class ProblemList(string source)
{
    private readonly List<ScenarioProblem> _problems = [];

    public int Count => _problems.Count;

    public void Add(SourcePosition position, string message) =>
        _problems.Add(new ScenarioProblem(source, position.Line, position.Column, message));

    /// <param name="predicate">What is wrong, to be put behind the value's name: <c>is 0; it must be above 0.</c></param>
    public void Add(DocumentValue value, string predicate) => Add(value.Position, $"{value.Name} {predicate}");

    /// <summary>In the order of the source.</summary>
    public IReadOnlyList<ScenarioProblem> InOrder() =>
        [.. _problems.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column)];
}
