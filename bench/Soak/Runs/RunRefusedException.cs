using System.Net;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Runs;

/// <summary>A run that cannot start for a reason its user can mend. The message says what was found, what was expected and what to do.</summary>
internal sealed class RunRefusedException : Exception
{
    private RunRefusedException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    public static RunRefusedException TargetRefuses(Uri url, Exception cause) =>
        new($"The target {url} does not accept connections ({cause.Message}). " +
            "A gateway must listen there before the run starts: check address and port, or leave --target out to use the embedded one.", cause);

    public static RunRefusedException NoSuchLocalAddress(IPAddress local, Exception cause) =>
        new($"target.localAddress is {local}, which connections cannot come from ({cause.Message}). Give an address of this machine, or leave it out.", cause);

    /// <param name="detail">What was wrong, in words.</param>
    /// <param name="cause">As <c>tls.failures</c> has it.</param>
    /// <param name="remedy">A sentence.</param>
    public static RunRefusedException NoHandshake(Uri url, string detail, string cause, string remedy) =>
        new($"With the target {url} there is no TLS connection, {cause}: {detail.TrimEnd('.')}. {remedy}");

    public static RunRefusedException SpeaksTls(Uri url) =>
        new($"The target {url} speaks TLS, and its address says that it does not. Let the address begin with https://.");

    /// <param name="tenant">Whose key; null: the target's.</param>
    /// <param name="answers">At least one; all of them refusals.</param>
    public static RunRefusedException KeyRefused(Uri url, string? tenant, IReadOnlyList<OwnAnswer> answers)
    {
        string said = string.Join(", and ", answers.DistinctBy(answer => answer.Request).Select(answer => $"{answer.Request} with {answer.Status}"));
        string remedy = tenant is null
            ? "put one that it knows into the variable that target.apiKey names, or into HOTPATH_API_KEY"
            : $"put one that it knows into the variable that apiKey of the tenant {tenant} names";
        return new($"The target {url} refuses the key{(tenant is null ? "" : $" of the tenant {tenant}")}: it answers {said}. " +
            $"The key must be let in before the run starts: {remedy}; where refusals are what is tested, let expect.status of a group allow them.");
    }

    public static RunRefusedException NoListOfModels(Uri url, string group) =>
        new($"The target {url} gives no list of models, from which group {group} is to ask: GET .../models must be answered with 200 and a list in data. " +
            "Name the models in the group's models instead of catalogue.");

    public static RunRefusedException NoModelToAskFor(Uri url, string group, string pattern, int found, int listed) =>
        new($"Of the {listed:N0} models that the target {url} lists, {found:N0} are like \"{pattern}\", which group {group} is to ask for; " +
            $"there must be from 1 to {RequestShares.MostGroups:N0}. Change the group's catalogue.");

    /// <param name="problem">What was called and what came of it, as a sentence.</param>
    public static RunRefusedException SetupFailed(string problem) =>
        new($"The scenario's setup failed: {problem} Each call must be answered with a status that it allows: mend the call, or what it calls.");

    public static RunRefusedException UnknownHost(Uri url, Exception cause) =>
        new($"The target's host '{url.Host}' has no address ({cause.Message}). Check the spelling, or give an IP address.", cause);
}
