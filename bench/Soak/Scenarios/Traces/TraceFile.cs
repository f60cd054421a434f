namespace HotPath.Soak.Scenarios.Traces;

/// <summary>Reads the file that a scenario's <c>load.trace</c> names.</summary>
internal static class TraceFile
{
    /// <param name="folder">Where the scenario's file lies: what a relative path is relative to.</param>
    /// <param name="problems">Every bad line, and whatever keeps the file from being read, is added to it.</param>
    /// <returns>The scenario with its trace; the same one where it has none or there are problems.</returns>
    public static Scenario Load(Scenario scenario, string folder, List<string> problems)
    {
        if (scenario.Load is not TraceLoad trace) return scenario;

        bool isBuiltIn = trace.File.StartsWith(BuiltInTraces.Scheme, StringComparison.Ordinal);
        string path = isBuiltIn ? trace.File : Path.GetFullPath(trace.File, Path.GetFullPath(folder));
        if (isBuiltIn && !BuiltInTraces.Names.Contains(trace.File))
        {
            problems.Add($"load.trace.file is '{trace.File}', which is no built-in trace; there is {string.Join(", ", BuiltInTraces.Names)}, or give a file.");
            return scenario;
        }

        try
        {
            byte[] jsonLines = BuiltInTraces.TryRead(path, out byte[]? builtIn) ? builtIn : File.ReadAllBytes(path);
            (IReadOnlyList<TraceRequest> requests, IReadOnlyList<ScenarioProblem> wrong) = TraceReader.Read(jsonLines, trace.File);
            problems.AddRange(wrong.Select(problem => problem.ToString()));
            return wrong.Count > 0 ? scenario : scenario with { Load = trace with { File = path, Requests = requests } };
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            problems.Add($"load.trace.file is '{trace.File}', which cannot be read ({problem.Message}); a readable file with a JSON object a line is expected.");
            return scenario;
        }
    }
}
