using System.Text.Json;
using HotPath.Soak.Scenarios.Parts;

namespace HotPath.Soak.Scenarios;

/// <summary>Writes the <c>cost</c> of a scenario as it runs.</summary>
internal static class CostWriter
{
    public static void Write(Utf8JsonWriter json, CostSettings cost)
    {
        json.WriteStartObject("cost");
        foreach ((string model, TokenPrice price) in cost.Prices)
        {
            json.WriteStartObject(model);
            json.WriteNumber("input", price.Input);
            json.WriteNumber("output", price.Output);
            json.WriteEndObject();
        }

        if (cost.Other is { } other)
        {
            json.WriteString(CostPart.Currency, other.Name);
            json.WriteNumber(CostPart.Rate, other.Rate);
        }

        if (cost.Budget is { } budget) json.WriteNumber(CostPart.Budget, budget);
        json.WriteEndObject();
    }
}
