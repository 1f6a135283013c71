using System.IO.Hashing;
using System.Text;
using Roundtable.Corpus.Sensitive;
using Roundtable.Workspace.Corpora;
using Roundtable.Workspace.Sets.Manifests;
using Roundtable.Workspace.Sets.Rows;
using Roundtable.Workspace.Sets.Sources;

namespace Roundtable.Workspace.Sets;

/// <summary>
/// What is looked for in each row before it is written: keys and passwords, personal data, halves of surrogate pairs, and rows that are there already. Rows
/// come in order. Not thread-safe.
/// </summary>
/// <param name="request">What is wanted.</param>
internal sealed class SetScrutiny(SetRequest request)
{
    // Ends each text in what is hashed.
    private const byte Separator = 0x1E;

    private readonly SensitiveMask _any = new();
    private readonly SensitiveMask _secrets = new(k => k.IsSecret());
    private readonly SensitiveMask _personal = new(k => !k.IsSecret());
    private readonly HashSet<UInt128> _seen = [];
    private readonly List<string> _texts = [];
    private readonly SetBuffer _bytes = new(1 << 12);
    private int _saidTexts;
    private int _said;

    /// <summary>The row as it may be written; null where it is left out.</summary>
    /// <param name="content">The row.</param>
    /// <param name="reason">Why it is left out, in kebab-case; empty where it is not.</param>
    public SetContent? Look(SetContent content, out string reason)
    {
        var clean = Clean(content, out reason, out var hash);
        if (clean is null || _seen.Add(hash))
        {
            return clean;
        }

        reason = "duplicate";
        return null;
    }

    /// <summary>The row as it may be written, unless it is there already; null where it is left out whatever the other rows are.</summary>
    /// <param name="content">The row.</param>
    /// <param name="reason">Why it is left out, in kebab-case; empty where it is not.</param>
    /// <param name="hash">The hash of what it says: equal rows have the same.</param>
    public SetContent? Clean(SetContent content, out string reason, out UInt128 hash)
    {
        (reason, hash) = ("", default);
        if (request.WithoutThinking)
        {
            content = Thoughtless(content);
        }

        Take(content);
        if (_texts.Exists(t => t.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')) && content.With(Whole) is var whole && !ReferenceEquals(whole, content))
        {
            Take(content = whole);
        }

        if (!Encode())
        {
            if (Masked(ref content) is { } found)
            {
                reason = found;
                return null;
            }

            Take(content);
            _ = Encode();
        }

        // What is said of tools is searched, and does not tell rows apart.
        _bytes.Cut(_said);
        _bytes.GetSpan(1)[0] = content is SetContent.Answered { IsGood: { } good } ? good ? (byte)2 : (byte)1 : (byte)0;
        _bytes.Advance(1);
        hash = XxHash128.HashToUInt128(_bytes.From(0));
        return content;
    }

    /// <summary>Takes the texts of a row: what is said, and then what its tools are described with.</summary>
    private void Take(SetContent content)
    {
        _texts.Clear();
        content.AddTexts(_texts);
        _saidTexts = _texts.Count;
        foreach (var tool in content.Tools)
        {
            _texts.Add(tool.Description ?? "");
            _texts.Add(tool.Parameters);
        }
    }

    /// <summary>Encodes the texts one after the other; whether nothing is found in them. One search tells of most rows that there is nothing.</summary>
    private bool Encode()
    {
        var isClean = true;
        _bytes.Cut(0);
        for (var i = 0; i < _texts.Count; i++)
        {
            if (i == _saidTexts)
            {
                _said = _bytes.Length;
            }

            var (text, start) = (_texts[i], _bytes.Length);
            _bytes.Advance(Encoding.UTF8.GetBytes(text, _bytes.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length))));
            isClean = isClean && !_any.Finds(_bytes.From(start));
            _bytes.GetSpan(1)[0] = Separator;
            _bytes.Advance(1);
        }

        if (_saidTexts == _texts.Count)
        {
            _said = _bytes.Length;
        }

        return isClean;
    }

    /// <summary>Masks what is to be masked; the reason to leave the row out where it has something else.</summary>
    private string? Masked(ref SetContent content)
    {
        foreach (var (group, mask) in ((SensitiveGroup, SensitiveMask)[])[(SensitiveGroup.Secrets, _secrets), (SensitiveGroup.Personal, _personal)])
        {
            if (request.Keep.Contains(group))
            {
                continue;
            }

            var found = mask.Replaced;
            var masked = content.With(mask.Of);
            if (mask.Replaced == found)
            {
                continue;
            }

            // A mask in the place of a number is no JSON any more.
            if (!request.Mask.Contains(group) || !IsJson(masked))
            {
                return group == SensitiveGroup.Secrets ? "secrets" : "personal-data";
            }

            content = masked;
        }

        return null;
    }

    private static bool IsJson(SetContent content)
    {
        IEnumerable<SetMessage> messages = content switch
        {
            SetContent.Answered answered => answered.Prompt.Append(answered.Answer),
            SetContent.Preferred pair => pair.Prompt.Append(pair.Chosen).Append(pair.Rejected),
            _ => [],
        };
        return messages.SelectMany(m => m.Calls).Select(c => c.Arguments).Concat(content.Tools.Select(t => t.Parameters)).All(JsonTexts.IsObject);
    }

    /// <summary>Half a surrogate pair becomes U+FFFD: no encoding of Unicode has a place for it.</summary>
    private static string Whole(string text)
    {
        var whole = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        return whole == text ? text : whole;
    }

    private static SetContent Thoughtless(SetContent content) => content switch
    {
        SetContent.Answered answered => answered with { Prompt = [.. answered.Prompt.Select(Bare)], Answer = Bare(answered.Answer) },
        SetContent.Preferred pair => pair with { Prompt = [.. pair.Prompt.Select(Bare)], Chosen = Bare(pair.Chosen), Rejected = Bare(pair.Rejected) },
        _ => content,
    };

    private static SetMessage Bare(SetMessage message) => message.Thinking is null ? message : message with { Thinking = null };
}
