using System.Text.Json;
using System.Text.Json.Nodes;
using HotPath.Soak.Scenarios.Documents;

namespace HotPath.Soak.Scenarios.Shapes;

/// <summary>What a value of a document may be. The reader checks by it and the JSON schema is made from it, so the two cannot differ.</summary>
/// <param name="Description">For the user: one sentence, with the unit.</param>
internal abstract record Shape(string Description)
{
    /// <summary>What holds where the member is left out; null: nothing does.</summary>
    public JsonNode? Default { get; init; }

    /// <summary>Names every problem of the value and of what it holds.</summary>
    public void Check(DocumentValue value, ProblemList problems)
    {
        if (value.Kind is not JsonValueKind.Undefined)
        {
            CheckReadable(value, problems);
        }
    }

    public JsonObject ToSchema()
    {
        JsonObject schema = new() { ["description"] = Description };
        if (Default is not null)
        {
            schema["default"] = Default.DeepClone();
        }

        WriteRules(schema);
        return schema;
    }

    protected abstract void CheckReadable(DocumentValue value, ProblemList problems);

    protected abstract void WriteRules(JsonObject schema);
}
