using System.Text;

namespace HotPath.Requests;

/// <summary>Cuts the text of a template into literals and slots, and collects everything that is wrong with it.</summary>
internal ref struct RequestTemplateScanner(ReadOnlySpan<char> text)
{
    private const string Opening = "{{";
    private const string Closing = "}}";

    private readonly ReadOnlySpan<char> _text = text;
    private readonly StringBuilder _literal = new();
    private int _at;
    private int _stringStart = -1; // where the JSON string around _at opened, or -1 outside strings

    public List<string> Literals { get; } = [];

    public List<RequestTemplate.Slot> Slots { get; } = [];

    public List<string> Problems { get; } = [];

    public void Scan()
    {
        while (_at < _text.Length)
        {
            if (_text[_at..].StartsWith(Opening + Opening)) TakeEscapedBraces();
            else if (_text[_at..].StartsWith(Opening)) TakeSlot();
            else TakeCharacter();
        }

        if (_stringStart >= 0)
        {
            Problems.Add($"The string that opens at index {_stringStart} has no closing quote. Close it, or escape the quote.");
        }

        Literals.Add(_literal.ToString());
    }

    private void TakeEscapedBraces()
    {
        _literal.Append(Opening);
        _at += 2 * Opening.Length;
    }

    private void TakeCharacter()
    {
        char character = _text[_at];
        if (character == '"') _stringStart = _stringStart < 0 ? _at : -1;
        _literal.Append(character);
        _at++;

        bool isEscape = character == '\\' && _stringStart >= 0;
        if (isEscape && _at < _text.Length) _literal.Append(_text[_at++]);
    }

    private void TakeSlot()
    {
        ReadOnlySpan<char> rest = _text[(_at + Opening.Length)..];
        int length = rest.IndexOf(Closing);
        if (length < 0)
        {
            Problems.Add($"The slot that opens at index {_at} has no '}}}}'. Close it, or write '{{{{{{{{' for two literal braces.");
            _at += Opening.Length;
            return;
        }

        ReadOnlySpan<char> name = rest[..length].Trim(' ');
        if (!IsName(name))
        {
            Problems.Add(
                $"The slot at index {_at} is named '{name}'; a name is letters, digits and '_'. " +
                "Rename it, or write '{{{{' for two literal braces.");
        }

        Literals.Add(_literal.ToString());
        _literal.Clear();
        Slots.Add(new RequestTemplate.Slot(name.ToString(), _stringStart >= 0));
        _at += Opening.Length + length + Closing.Length;
    }

    private static bool IsName(ReadOnlySpan<char> name)
    {
        foreach (char character in name)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character != '_') return false;
        }

        return !name.IsEmpty;
    }
}
