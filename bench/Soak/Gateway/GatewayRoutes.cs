using System.Collections.Frozen;
using HotPath.Soak.Gateway.Limits;

namespace HotPath.Soak.Gateway;

/// <summary>Finds the endpoint of a path. A table, not ASP.NET's routing: the paths are fixed.</summary>
internal sealed class GatewayRoutes
{
    private readonly GatewayState _state;
    private readonly FrozenDictionary<string, RequestDelegate> _endpoints;

    public GatewayRoutes(GatewayState state)
    {
        _state = state;
        LimitsEndpoint limits = new(state.Settings, state.Admissions.Limits);
        LocalRoute showLimits = new(HttpMethods.Get, limits.GetAsync);
        LocalRoute setLimits = new(HttpMethods.Post, limits.SetAsync);
        _endpoints = new Dictionary<string, RequestDelegate>
        {
            ["/v1/models"] = OpenAi(GatewayRoute.Models, HttpMethods.Get, new ModelsEndpoint(state.Admissions).HandleAsync),
            ["/v1/chat/completions"] = OpenAi(GatewayRoute.Chat, HttpMethods.Post, new ChatEndpoint(state).HandleAsync),
            ["/v1/embeddings"] = OpenAi(GatewayRoute.Embeddings, HttpMethods.Post, new EmbeddingsEndpoint(state).HandleAsync),
            ["/stats"] = new LocalRoute(HttpMethods.Get, new StatsEndpoint(state).InvokeAsync).InvokeAsync,
            ["/stats/pacing"] = new LocalRoute(HttpMethods.Get, new PacingEndpoint(state.Pacing).InvokeAsync).InvokeAsync,
            ["/admin/faults"] = new LocalRoute(HttpMethods.Post, new FaultsEndpoint(state).InvokeAsync).InvokeAsync,
            ["/admin/limits"] = context => (HttpMethods.IsGet(context.Request.Method) ? showLimits : setLimits).InvokeAsync(context),
            ["/healthz"] = static context => context.Response.WriteAsync("ok"),
        }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

        RequestDelegate OpenAi(GatewayRoute route, string method, Func<HttpContext, long, ValueTask<JsonReply?>> handle) =>
            new OpenAiRoute(route, method, state, handle).InvokeAsync;
    }

    public Task InvokeAsync(HttpContext context)
    {
        string path = context.Request.Path.Value ?? "";
        if (_endpoints.TryGetValue(path, out RequestDelegate? endpoint)) return endpoint(context);

        return path.EndsWith('/') && _endpoints.TryGetValue(path[..^1], out endpoint) ? endpoint(context) : Refuse(context);
    }

    private Task Refuse(HttpContext context)
    {
        _state.Counters.CountAnswer(GatewayRoute.Other, StatusCodes.Status404NotFound);
        JsonReply.Of(OpenAiError.UnknownPath(context.Request.Method, context.Request.Path), 0).Send(context.Response);
        return Task.CompletedTask;
    }
}
