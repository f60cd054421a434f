using HotPath.Soak.Gateway.Limits;
using HotPath.Soak.Gateway.Tenants;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Gateway;

/// <summary>Who may ask, for which models, and how much: the keys and tenants, the catalogue and the limits.</summary>
internal sealed class Admissions
{
    private readonly ValueList<string> _models;

    public Admissions(GatewaySettings settings, ApiKeys keys, TokenWheel wheel)
    {
        _models = settings.Models;
        Tenants = new TenantDirectory(keys, settings.Tenants);
        Limits = new LimitBoard(wheel, settings.Limits);
    }

    public TenantDirectory Tenants { get; }

    public LimitBoard Limits { get; }

    /// <summary>Whether anything is asked of a request but a good key.</summary>
    public bool HasPolicy => !Limits.IsEmpty || _models.Count > 0 || Tenants.All.Count > 0;

    /// <summary>For a request of which only the headers are known; counts it.</summary>
    /// <returns>Null: it may go on.</returns>
    public OpenAiError? Refuse(IHeaderDictionary headers)
    {
        OpenAiError? error = Tenants.Identify(headers, out Caller caller);
        if (caller.Tenant is not { } tenant) return error;

        tenant.CountRequest();
        if (error is not null) tenant.CountRejected();
        return error;
    }

    /// <summary>For a request that was understood, after the other.</summary>
    /// <param name="context">Gets the headers of the decision.</param>
    /// <param name="asked">What is asked for.</param>
    public Admission Admit(HttpContext context, in AskedFor asked)
    {
        TokenCharge? charge = null;
        OpenAiError? error = Tenants.Identify(context.Request.Headers, out Caller caller) ?? RefuseModel(caller, asked.Model.Text);
        if (error is null && !Limits.IsEmpty)
        {
            LimitDecision decision = Limits.Decide(caller, asked);
            charge = decision.Charge;
            LimitHeaders.Write(context.Response.Headers, decision);
            if (decision.Refusal is { } refusal) error = LimitError.Of(context.Response.Headers, refusal);
        }

        if (error is not null) caller.Tenant?.CountRejected();
        return new Admission(error, caller, charge);
    }

    /// <returns>The models that a request's tenant may ask for; null: any, of which some are listed for show.</returns>
    public IReadOnlyList<string>? ModelsFor(IHeaderDictionary headers)
    {
        Tenants.Identify(headers, out Caller caller);
        if (_models.Count > 0) return [.. _models.Where(model => caller.Tenant?.MayAsk(model) != false)];

        return caller.Tenant is { Plan.Models.Count: > 0 } tenant ? tenant.Plan.Models : null;
    }

    private OpenAiError? RefuseModel(in Caller caller, string model)
    {
        if (_models.Count > 0 && !_models.Contains(model)) return PlanError.NoSuchModel(model, _models);

        return caller.Tenant is { } tenant && !tenant.MayAsk(model) ? PlanError.Model(model, tenant.Plan) : null;
    }
}

/// <param name="Refusal">Null: the request is let in.</param>
/// <param name="Caller">Who asks.</param>
/// <param name="Charge">To be told when the answer is over; null: nobody asks.</param>
internal readonly record struct Admission(OpenAiError? Refusal, Caller Caller, TokenCharge? Charge);
