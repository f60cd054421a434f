using System.Collections.Frozen;
using HotPath.Soak.Gateway.Cache;
using HotPath.Soak.Gateway.Completions;
using HotPath.Soak.Gateway.Limits;
using HotPath.Soak.Gateway.Messages;
using HotPath.Soak.Gateway.Providers;
using HotPath.Soak.Gateway.Responses;

namespace HotPath.Soak.Gateway;

/// <summary>Finds the endpoint of a path. A table, not ASP.NET's routing: the paths are fixed.</summary>
internal sealed class GatewayRoutes
{
    private readonly GatewayState _state;
    private readonly FrozenDictionary<string, RequestDelegate> _endpoints;
    private readonly RequestDelegate _oneModel;

    public GatewayRoutes(GatewayState state)
    {
        _state = state;
        ModelsEndpoint models = new(state.Admissions);
        ProvidersEndpoint providers = new(state);
        CacheEndpoint cache = new(state);
        LimitsEndpoint limits = new(state.Settings, state.Admissions.Limits);
        FaultsEndpoint faults = new(state);
        _endpoints = new Dictionary<string, RequestDelegate>
        {
            ["/v1/models"] = OpenAi(GatewayRoute.Models, HttpMethods.Get, models.HandleAsync),
            ["/v1/chat/completions"] = OpenAi(GatewayRoute.Chat, HttpMethods.Post, new ChatEndpoint(state, new ChatApi()).HandleAsync),
            ["/v1/completions"] = OpenAi(GatewayRoute.Completions, HttpMethods.Post, new ChatEndpoint(state, new CompletionApi()).HandleAsync),
            ["/v1/responses"] = OpenAi(GatewayRoute.Responses, HttpMethods.Post, new ChatEndpoint(state, new ResponseApi()).HandleAsync),
            ["/v1/messages"] = OpenAi(GatewayRoute.Messages, HttpMethods.Post, new ChatEndpoint(state, new MessageApi()).HandleAsync),
            ["/v1/embeddings"] = OpenAi(GatewayRoute.Embeddings, HttpMethods.Post, new EmbeddingsEndpoint(state).HandleAsync),
            ["/stats"] = new LocalRoute(HttpMethods.Get, new StatsEndpoint(state).InvokeAsync).InvokeAsync,
            ["/stats/pacing"] = new LocalRoute(HttpMethods.Get, new PacingEndpoint(state.Pacing).InvokeAsync).InvokeAsync,
            ["/admin/collection"] = new LocalRoute(HttpMethods.Post, CollectionEndpoint.InvokeAsync).InvokeAsync,
            ["/admin/faults"] = Order(faults.GetAsync, faults.SetAsync),
            ["/admin/providers"] = Order(providers.GetAsync, providers.SetAsync),
            ["/admin/cache"] = Order(cache.GetAsync, cache.SetAsync),
            ["/admin/limits"] = Order(limits.GetAsync, limits.SetAsync),
            ["/healthz"] = static context => context.Response.WriteAsync("ok"),
        }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

        _oneModel = OpenAi(GatewayRoute.Models, HttpMethods.Get, models.HandleOneAsync);

        RequestDelegate OpenAi(GatewayRoute route, string method, Func<HttpContext, long, ValueTask<JsonReply?>> handle) =>
            new OpenAiRoute(route, method, state, handle).InvokeAsync;

        static RequestDelegate Order(RequestDelegate show, RequestDelegate set)
        {
            LocalRoute shown = new(HttpMethods.Get, show);
            LocalRoute ordered = new(HttpMethods.Post, set);
            return context => (HttpMethods.IsGet(context.Request.Method) ? shown : ordered).InvokeAsync(context);
        }
    }

    public Task InvokeAsync(HttpContext context)
    {
        string path = context.Request.Path.Value ?? "";
        if (_endpoints.TryGetValue(path, out RequestDelegate? endpoint)) return endpoint(context);

        if (ModelsEndpoint.NamesOne(path)) return _oneModel(context);

        return path.EndsWith('/') && _endpoints.TryGetValue(path[..^1], out endpoint) ? endpoint(context) : Refuse(context);
    }

    private Task Refuse(HttpContext context)
    {
        _state.Counters.CountAnswer(GatewayRoute.Other, StatusCodes.Status404NotFound);
        JsonReply.Of(OpenAiError.UnknownPath(context.Request.Method, context.Request.Path), 0).Send(context.Response);
        return Task.CompletedTask;
    }
}
