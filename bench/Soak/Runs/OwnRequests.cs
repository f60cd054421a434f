using System.Net;
using HotPath.Requests;
using HotPath.Soak.Load;
using HotPath.Soak.Scenarios;
using Endpoint = HotPath.Soak.Scenarios.Endpoint;

namespace HotPath.Soak.Runs;

/// <summary>Single requests as the load makes them, sent before it: in no figure, and before the gateway's counts are read for the first time.</summary>
internal sealed class OwnRequests : IDisposable
{
    /// <summary>A target that takes longer is asked by the load, and judged by it.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private static readonly RequestGroup ListOfModels = new() { Name = "models", Endpoint = Endpoint.Models, Stream = false };

    private readonly Scenario _scenario;
    private readonly Target _target;
    private readonly HttpClient _client;

    /// <param name="scenario">With its secrets in place.</param>
    public OwnRequests(Scenario scenario, Target target)
    {
        _scenario = scenario;
        _target = target;
        _client = TargetClient.To(target, scenario.Target, Longest);
    }

    /// <summary>Asks for the list of models.</summary>
    /// <param name="tenant">The place of the one in whose name; 0 where there are none.</param>
    public Task<OwnAnswer> ModelsAsync(int tenant, CancellationToken cancellationToken) => SendAsync(ListOfModels, tenant, cancellationToken);

    /// <summary>Makes a request of <paramref name="group"/>, for a model that the tenant asks for.</summary>
    public async Task<OwnAnswer> SendAsync(RequestGroup group, int tenant, CancellationToken cancellationToken)
    {
        RequestPlan plan = new(group, _target.Url, _target.ApiKey, _scenario.Tenants);
        RequestDraw draw = new(Seed: 0) { Tenant = tenant, Model = ModelOf(group, tenant), Trace = (_scenario.Load as TraceLoad)?.Requests[0] };
        using HttpRequestMessage request = MessageOf(plan, draw);
        string line = $"{plan.Method} {plan.Url.AbsolutePath}";
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Longest);
        try
        {
            using HttpResponseMessage response = await _client.SendAsync(request, timeout.Token).ConfigureAwait(false);
            return new OwnAnswer(line, (int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(timeout.Token).ConfigureAwait(false));
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException || (problem is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new OwnAnswer(line, Status: null, []);
        }
    }

    public void Dispose() => _client.Dispose();

    private int ModelOf(RequestGroup group, int tenant)
    {
        if (_scenario.Tenants.Count == 0) return 0;

        IReadOnlyList<WeightedModel> models = group.AllModels;
        return Enumerable.Range(0, models.Count).FirstOrDefault(model => _scenario.Tenants[tenant].AsksFor(models[model].Name));
    }

    private static HttpRequestMessage MessageOf(RequestPlan plan, in RequestDraw draw)
    {
        using PooledBuffer body = new();
        plan.WriteBodyTo(body, draw);
        HttpRequestMessage request = new(HttpMethod.Parse(plan.Method), plan.Url);
        if (body.WrittenCount > 0) request.Content = new ByteArrayContent(body.WrittenSpan.ToArray());
        foreach ((string name, string value) in plan.HeadOf(draw).Fields)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value)) request.Content?.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}

/// <param name="Request">Method and path.</param>
/// <param name="Status">Null: no answer in time.</param>
internal readonly record struct OwnAnswer(string Request, int? Status, byte[] Body)
{
    /// <summary>Whether it turns the key away, or what the key may do.</summary>
    public bool IsRefusal => Status is (int)HttpStatusCode.Unauthorized or (int)HttpStatusCode.Forbidden;
}
