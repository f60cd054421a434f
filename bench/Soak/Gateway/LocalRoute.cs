using System.Net;

namespace HotPath.Soak.Gateway;

/// <summary>An endpoint for the gateway's own machine: no key, no stall, and in no count.</summary>
internal sealed class LocalRoute(string method, RequestDelegate handle)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!IsLocal(context.Connection.RemoteIpAddress))
        {
            JsonReply.Of(OpenAiError.NotLocal(context.Request.Path), 0).Send(context.Response);
            return Task.CompletedTask;
        }

        if (context.Request.Method == method) return handle(context);

        context.Response.Headers.Allow = method;
        JsonReply.Of(OpenAiError.WrongMethod(context.Request.Method, method, context.Request.Path), 0).Send(context.Response);
        return Task.CompletedTask;
    }

    private static bool IsLocal(IPAddress? address) =>
        address is not null && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
}
