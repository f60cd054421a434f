using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace HotPath.Soak.Gateway;

/// <summary>
/// Reads the members of a request's body from its front to its end; the first that is not as it must be becomes the <see cref="Error"/>.
/// A null counts as absent. Throws <see cref="JsonException"/> where the body is no JSON. What is as it must be allocates nothing.
/// </summary>
internal ref struct RequestReader
{
    private readonly ReadOnlySpan<byte> _text;
    private Utf8JsonReader _json;

    /// <param name="body">Outlives the reader, and the texts that it lends.</param>
    public RequestReader(ReadOnlySpan<byte> body)
    {
        ReadOnlySpan<byte> byteOrderMark = [0xEF, 0xBB, 0xBF];
        _text = body.StartsWith(byteOrderMark) ? body[byteOrderMark.Length..] : body;
        _json = new Utf8JsonReader(_text);
    }

    public OpenAiError? Error { get; private set; }

    /// <summary>To be called first.</summary>
    /// <returns>False, with the error: the body is no object.</returns>
    public bool BeginObject()
    {
        _json.Read();
        if (_json.TokenType == JsonTokenType.StartObject) return true;

        string found = Describe();
        Skip();
        EndDocument();
        Fail(OpenAiError.NotJson($"it is {found}."));
        return false;
    }

    /// <summary>To be called last: what comes after the body's object is no JSON.</summary>
    public void EndDocument() => _json.Read();

    /// <summary>Goes to the next member of the object; to be asked its name, and then for its value or to skip it.</summary>
    public bool NextMember()
    {
        _json.Read();
        return _json.TokenType == JsonTokenType.PropertyName;
    }

    public readonly bool IsNamed(ReadOnlySpan<byte> name) => _json.ValueTextEquals(name);

    public void SkipValue()
    {
        _json.Read();
        Skip();
    }

    public void Fail(OpenAiError error) => Error ??= error;

    /// <returns>Whether the member's value is an object, whose members come next; else it is passed over.</returns>
    public bool EntersObject(string name, string expected) => Enters(JsonTokenType.StartObject, name, expected);

    /// <returns>Whether the member's value is an array, whose elements come next; else it is passed over.</returns>
    public bool EntersArray(string name, string expected) => Enters(JsonTokenType.StartArray, name, expected);

    /// <summary>Goes to the next element of an array; to be asked what it is, or to pass over it.</summary>
    public bool NextElement()
    {
        _json.Read();
        return _json.TokenType != JsonTokenType.EndArray;
    }

    public readonly bool IsAt(JsonTokenType type) => _json.TokenType == type;

    /// <summary>Passes over the value that the reader is at, with all that is in it.</summary>
    public void Skip() => _json.Skip(); // of a value that is no object or array there is no more to pass over

    /// <summary>Goes to the member's value.</summary>
    /// <returns>False where it is null, and so absent.</returns>
    public bool ToValue()
    {
        _json.Read();
        return _json.TokenType != JsonTokenType.Null;
    }

    /// <summary>Where the token begins that the reader is at.</summary>
    public readonly int Position => (int)_json.TokenStartIndex;

    /// <summary>The text from an earlier <see cref="Position"/> to the end of the token that the reader is at, as it came.</summary>
    public readonly ReadOnlySpan<byte> Since(int position) => _text[position..(int)_json.BytesConsumed];

    /// <summary>The text that the reader is at.</summary>
    /// <param name="name">For the error.</param>
    /// <param name="expected">For the error.</param>
    /// <returns>Valid UTF-8, escapes undone; empty, with an error, where there is no text.</returns>
    public ReadOnlySpan<byte> Text(string name, string expected)
    {
        if (_json.TokenType != JsonTokenType.String)
        {
            FailAt(name, expected);
            return default;
        }

        if (!_json.ValueIsEscaped && Utf8.IsValid(_json.ValueSpan)) return _json.ValueSpan;

        try
        {
            return Encoding.UTF8.GetBytes(_json.GetString()!);
        }
        catch (InvalidOperationException) // invalid UTF-8, or half of a surrogate pair
        {
            Fail(OpenAiError.WrongValue(name, "not valid Unicode", expected));
            return default;
        }
    }

    /// <summary>The text of a member that must have one.</summary>
    public ReadOnlySpan<byte> RequiredText(string name, string expected)
    {
        if (!ToValue()) return default;

        ReadOnlySpan<byte> text = Text(name, expected);
        if (text.IsEmpty) Fail(OpenAiError.WrongValue(name, "empty", expected));
        return text;
    }

    public bool Flag(string name)
    {
        if (!ToValue()) return false;
        if (_json.TokenType is JsonTokenType.True or JsonTokenType.False) return _json.GetBoolean();

        FailAt(name, "true or false");
        return false;
    }

    public long? Integer(string name, long least, long most)
    {
        if (!ToValue()) return null;
        if (_json.TokenType == JsonTokenType.Number && _json.TryGetInt64(out long number) && number >= least && number <= most) return number;

        FailAt(name, $"a whole number from {least} to {most}");
        return null;
    }

    /// <summary>The whole number that the reader is at.</summary>
    /// <returns>False where there is none, or it is negative.</returns>
    public readonly bool TryCount(out long count)
    {
        count = 0;
        return _json.TokenType == JsonTokenType.Number && _json.TryGetInt64(out count) && count >= 0;
    }

    /// <summary>Says of the value that the reader is at that it is another than expected, and passes over it.</summary>
    public void FailAt(string name, string expected)
    {
        Fail(OpenAiError.WrongValue(name, Describe(), expected));
        Skip();
    }

    private bool Enters(JsonTokenType type, string name, string expected)
    {
        if (!ToValue()) return false;
        if (_json.TokenType == type) return true;

        FailAt(name, expected);
        return false;
    }

    private readonly string Describe() => _json.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => Encoding.UTF8.GetString(_json.ValueSpan),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => "null",
    };
}
