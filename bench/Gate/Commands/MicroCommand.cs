using System.CommandLine;
using System.CommandLine.Parsing;

namespace HotPath.Gate.Commands;

internal static class MicroCommand
{
    private const string DefaultHead = "HEAD";

    public static Command Build()
    {
        Option<string> @base = new("--base") { Description = "The commit to compare with.", HelpName = "REV", Required = true };
        Option<string> head = new("--head") { Description = "The commit to judge.", HelpName = "REV", DefaultValueFactory = _ => DefaultHead };
        Option<string> filter = new("--filter") { Description = "Which benchmarks: a glob over their full names.", HelpName = "GLOB", DefaultValueFactory = _ => "*" };
        @base.Validators.Add(result =>
        {
            result.AddErrors(Revision.Problems("--base", result.Values()));
            result.AddErrors(ProblemsWithTwins(result, result.GetResult(head)));
        });
        head.Validators.Add(result => result.AddErrors(Revision.Problems("--head", result.Values())));
        filter.Validators.Add(result => result.AddErrors(result.Values()
            .Where(string.IsNullOrWhiteSpace)
            .Select(_ => "--filter is empty; it must be a glob over benchmark names, such as *Sse*.")));

        Command command = new("micro", "Compares the benchmarks of two commits.") { @base, head, filter, OutOption.Build() };
        command.AnswerUnavailable("the comparison of benchmarks between commits");
        return command;
    }

    private static IEnumerable<string> ProblemsWithTwins(OptionResult @base, OptionResult? head)
    {
        IReadOnlyList<string> heads = head is { Tokens.Count: > 0 } ? head.Values() : [DefaultHead];
        return @base.Values().Intersect(heads)
            .Select(revision => $"--base and --head are both '{revision}'; a comparison needs two commits. 'calibrate' compares one with itself.");
    }
}
