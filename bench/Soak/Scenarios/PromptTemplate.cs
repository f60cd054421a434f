using System.Text;
using System.Text.RegularExpressions;

namespace HotPath.Soak.Scenarios;

/// <summary>A prompt in which <c>{{id}}</c> and <c>{{n}}</c> stand for what each request has of its own.</summary>
internal static partial class PromptTemplate
{
    private static readonly (string Name, PromptSlot Slot)[] Slots = [("id", PromptSlot.Id), ("n", PromptSlot.Number)];

    /// <summary>Those of a whole body, which is no text that may be repeated.</summary>
    private static readonly (string Name, PromptSlot Slot)[] SlotsOfBody = [.. Slots, ("number", PromptSlot.RequestNumber)];

    /// <summary>For the schema, as ECMAScript has it: not empty, and no place but the known ones.</summary>
    public static string Pattern { get; } = $"^(?![\\s\\S]*\\{{\\{{(?!(?:{string.Join('|', Slots.Select(known => known.Name))})\\}})[A-Za-z_][A-Za-z0-9_]*\\}}\\}})[\\s\\S]";

    /// <param name="isBody">Whether it is a body of the scenario's own making.</param>
    /// <returns>To be put behind <c>X is "..."; </c>; null: nothing is wrong.</returns>
    public static string? ProblemOf(string prompt, bool isBody = false)
    {
        (string Name, PromptSlot Slot)[] slots = isBody ? SlotsOfBody : Slots;
        string? unknown = Places().Matches(prompt).Select(place => place.Groups["name"].Value).FirstOrDefault(name => !slots.Any(known => known.Name == name));
        return unknown is null
            ? null
            : $"it can hold {string.Join(" and ", slots.Select(known => $"{{{{{known.Name}}}}}"))} - to send {{{{{unknown}}}}} as it is, put spaces around the name";
    }

    /// <summary>Its pieces in order: text that stays, and between two of them what changes. Only where nothing is wrong with it.</summary>
    public static IReadOnlyList<PromptPiece> Parse(string prompt)
    {
        List<PromptPiece> pieces = [];
        int from = 0;
        foreach (Match place in Places().Matches(prompt))
        {
            AddText(prompt[from..place.Index], pieces);
            pieces.Add(new PromptPiece([], SlotOf(place.Groups["name"].Value)));
            from = place.Index + place.Length;
        }

        AddText(prompt[from..], pieces);
        return pieces;
    }

    private static void AddText(string text, List<PromptPiece> pieces)
    {
        if (text.Length > 0) pieces.Add(new PromptPiece(Encoding.UTF8.GetBytes(text), Slot: null));
    }

    private static PromptSlot? SlotOf(string name)
    {
        foreach ((string known, PromptSlot slot) in SlotsOfBody)
        {
            if (known == name) return slot;
        }

        return null;
    }

    [GeneratedRegex(@"\{\{(?<name>[A-Za-z_][A-Za-z0-9_]*)\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Places();
}

internal enum PromptSlot
{
    /// <summary>A UUID.</summary>
    Id,

    /// <summary>A whole number from 0 to 999,999.</summary>
    Number,

    /// <summary>The request's own number; of bodies alone.</summary>
    RequestNumber,
}

/// <param name="Utf8">Text that stays; empty where there is a slot.</param>
/// <param name="Slot">What is put here; null: nothing but the text.</param>
internal readonly record struct PromptPiece(byte[] Utf8, PromptSlot? Slot);
