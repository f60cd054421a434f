namespace HotPath.Soak.Content;

/// <summary>
/// Holds the content of a stream against <see cref="SimulatedText"/> as it comes, cut or joined anywhere, and says what happened to its
/// words. Reused over streams; not for more than one thread at a time.
/// </summary>
/// <remarks>
/// A word is told by its spelling, and one in <see cref="SimulatedText.Vocabulary"/> words is spelt like a given other one. So a wrong
/// word is taken for a neighbour within the window with a chance of at most 2 * 256 / 65,536 (0.8 %): the kind of a single
/// fault may be wrong that often, but a fault passes unseen only where a word was replaced by its like (one in 65,536).
/// </remarks>
internal sealed class TextVerifier
{
    /// <summary>How far from its place a word is still recognised, in words. A longer gap makes what follows altered.</summary>
    private const int Window = 256;

    private const int PartBytes = 2 * SimulatedText.MaxTokenBytes + 1; // longer than a word with the first one glued to it

    private byte[] _part = []; // from the first text on: most readers never see any

    // What became of the last Window indices, at index % Window; empty as long as every word came in its place.
    private Fate[] _fates = [];

    private long _seed;
    private int _partLength;
    private int _next;
    private bool _startedWithSpace;
    private bool _ended;

    private enum Fate : byte
    {
        Seen,
        Missing,
        Altered,
    }

    /// <summary>Words that came, right or wrong.</summary>
    public int Words { get; private set; }

    /// <summary>Never came.</summary>
    public int Lost { get; private set; }

    /// <summary>Came again.</summary>
    public int Repeated { get; private set; }

    /// <summary>Came after a word that should have followed it.</summary>
    public int Reordered { get; private set; }

    /// <summary>Is no word of this text near its place.</summary>
    public int Altered { get; private set; }

    /// <summary>After <see cref="End"/>: the usage is not that of the text.</summary>
    public bool IsUsageWrong { get; private set; }

    /// <summary>After <see cref="End"/>: every word came, once, in its place, and the usage is theirs.</summary>
    public bool IsWhole => _ended && !IsUsageWrong && Lost + Repeated + Reordered + Altered == 0;

    public void Begin(long seed)
    {
        _seed = seed;
        _partLength = 0;
        _next = 0;
        _startedWithSpace = false;
        _ended = false;
        IsUsageWrong = false;
        Words = Lost = Repeated = Reordered = Altered = 0;
        if (_part.Length == 0) _part = new byte[PartBytes];
        Array.Clear(_fates);
    }

    /// <param name="content">The next bytes of the text, JSON escapes undone; read before this returns.</param>
    public void Accept(ReadOnlySpan<byte> content)
    {
        while (true)
        {
            int space = content.IndexOf((byte)' ');
            if (space < 0)
            {
                Keep(content);
                return;
            }

            if (_partLength == 0)
            {
                JudgeBetweenSpaces(content[..space]);
            }
            else
            {
                Keep(content[..space]);
                JudgePart();
            }

            content = content[(space + 1)..];
        }
    }

    /// <param name="tokensClaimed">The gateway's <c>usage.completion_tokens</c>; null where it sent none.</param>
    /// <param name="tokensSent">
    /// How many it says beside its usage (<see cref="SimulatedText.TokensIn"/>); null where it does not. Then the usage is all there is to tell how long
    /// the text should be: of one that claims more than came the tail counts as lost, and of one that claims less the usage as wrong, for the words
    /// beyond it are the gateway's own. Without either a missing tail is not seen.
    /// </param>
    public void End(long? tokensClaimed, long? tokensSent = null)
    {
        if (_partLength > 0) JudgePart();
        if ((tokensSent ?? tokensClaimed) is { } tokens)
        {
            int expected = (int)Math.Clamp(tokens, 0, int.MaxValue / 2);
            Lost += Math.Max(0, expected - _next);
            if (tokensSent is not null) Altered += Math.Max(0, _next - expected);
        }

        IsUsageWrong = tokensClaimed is { } claimed && (tokensSent is { } sent ? claimed != sent : claimed < _next);
        _ended = true;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        // A word that fills the room is longer than any of ours: the rest of it would not change the verdict.
        int kept = Math.Min(bytes.Length, _part.Length - _partLength);
        bytes[..kept].CopyTo(_part.AsSpan(_partLength));
        _partLength += kept;
    }

    private void JudgePart()
    {
        ReadOnlySpan<byte> word = _part.AsSpan(0, _partLength);
        _partLength = 0;
        JudgeBetweenSpaces(word);
    }

    private void JudgeBetweenSpaces(ReadOnlySpan<byte> word)
    {
        // The text begins with a space when its first token, the only one without, is not where it belongs.
        if (word.IsEmpty && Words == 0 && !_startedWithSpace)
        {
            _startedWithSpace = true;
            return;
        }

        if (TryPlace(word)) return;

        // The first token brings no space: out of its place it is glued to the word before.
        Span<byte> firstWord = stackalloc byte[SimulatedText.MaxTokenBytes];
        firstWord = firstWord[..SimulatedText.WriteWord(SimulatedText.WordAt(_seed, 0), firstWord)];
        if (word.Length > firstWord.Length && word.EndsWith(firstWord))
        {
            JudgeBetweenSpaces(word[..^firstWord.Length]);
            TryPlace(firstWord);
            return;
        }

        Words++;
        Altered++;
        Pass(Fate.Altered);
    }

    /// <summary>Finds the index that the word belongs to, the expected one first and then the nearest, and counts what that means.</summary>
    private bool TryPlace(ReadOnlySpan<byte> word)
    {
        if (IsWordAt(_next, word))
        {
            Words++;
            if (_next == 0 && _startedWithSpace) Altered++;
            Pass(Fate.Seen);
            return true;
        }

        for (int distance = 1; distance <= Window; distance++)
        {
            if (_next - distance >= 0 && IsWordAt(_next - distance, word))
            {
                ComeBack(_next - distance);
                return true;
            }

            if (distance < Window && IsWordAt(_next + distance, word))
            {
                Words++;
                Lost += distance;
                for (int skipped = 0; skipped < distance; skipped++)
                {
                    Pass(Fate.Missing);
                }

                Pass(Fate.Seen);
                return true;
            }
        }

        return false;
    }

    private void ComeBack(int index)
    {
        Words++;
        if (_fates.Length == 0)
        {
            Repeated++;
            return;
        }

        ref Fate fate = ref _fates[index % Window];
        switch (fate)
        {
            case Fate.Missing:
                Lost--;
                Reordered++;
                break;
            case Fate.Altered:
                // The strange word did not replace this one, it came in front of it: one fault, counted already.
                break;
            default:
                Repeated++;
                break;
        }

        fate = Fate.Seen;
    }

    private void Pass(Fate fate)
    {
        if (_fates.Length == 0 && fate != Fate.Seen) _fates = new Fate[Window];
        if (_fates.Length > 0) _fates[_next % Window] = fate;
        _next++;
    }

    private bool IsWordAt(int index, ReadOnlySpan<byte> word)
    {
        Span<byte> expected = stackalloc byte[SimulatedText.MaxTokenBytes];
        return word.SequenceEqual(expected[..SimulatedText.WriteWord(SimulatedText.WordAt(_seed, index), expected)]);
    }
}
