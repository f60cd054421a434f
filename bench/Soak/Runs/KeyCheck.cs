using HotPath.Soak.Load;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Runs;

/// <summary>
/// Asks a real target, once for each key, whether it lets it in: a run with a key that is refused would fail for all its length. Where the list of
/// models is refused a request of the workload is asked, too, for a key may be good for that alone.
/// </summary>
internal static class KeyCheck
{
    /// <returns>The list of models as the first of the keys sees it; null where there is none to read.</returns>
    /// <exception cref="RunRefusedException">A key is refused, and no group expects that; or the target takes no HTTP in the clear.</exception>
    public static async Task<ModelList?> RunAsync(Scenario scenario, Target target, OwnRequests own, CancellationToken cancellationToken)
    {
        bool refusalsAreWanted = scenario.Workload.Any(group => group.ExpectedStatus.Any(status => status is 401 or 403));
        if (!scenario.Target.ChecksKey || refusalsAreWanted) return null;

        Task<OwnAnswer>[] answers = [.. TenantsByKey(scenario).Select(tenant => CheckAsync(scenario, target.Url, own, tenant, cancellationToken))];
        await Task.WhenAll(answers).ConfigureAwait(false);
        OwnAnswer first = await answers[0].ConfigureAwait(false);
        if (MayBeOfTls(first, target) && await HandshakeCheck.FindsTlsAsync(target, scenario.Target, cancellationToken).ConfigureAwait(false)) throw RunRefusedException.SpeaksTls(target.Url);

        return ModelList.TryRead(first);
    }

    /// <returns>What the list of models was answered with.</returns>
    private static async Task<OwnAnswer> CheckAsync(Scenario scenario, Uri target, OwnRequests own, int tenant, CancellationToken cancellationToken)
    {
        OwnAnswer models = await own.ModelsAsync(tenant, cancellationToken).ConfigureAwait(false);
        if (!models.IsRefusal) return models;

        Tenant? sender = scenario.Tenants.Count == 0 ? null : scenario.Tenants[tenant];
        RequestGroup first = scenario.Workload.First(group => sender?.Sends(group) ?? true);
        OwnAnswer answer = await own.SendAsync(first, tenant, cancellationToken).ConfigureAwait(false);
        return answer.IsRefusal ? throw RunRefusedException.KeyRefused(target, sender?.Name, [models, answer]) : models;
    }

    /// <summary>Who speaks TLS hangs up on a request in the clear, or answers it with 400.</summary>
    private static bool MayBeOfTls(OwnAnswer answer, Target target) => target.Tls is null && answer.Status is null or 400;

    /// <summary>One of those that have the same key.</summary>
    private static IEnumerable<int> TenantsByKey(Scenario scenario) => scenario.Tenants.Count == 0
        ? [0]
        : Enumerable.Range(0, scenario.Tenants.Count).Where(tenant => scenario.Workload.Any(scenario.Tenants[tenant].Sends)).DistinctBy(tenant => scenario.Tenants[tenant].ApiKey);
}
