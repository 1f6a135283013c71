using System.IO.Hashing;
using System.Text;
using Roundtable.Corpus.Sensitive;
using Roundtable.Workspace.Corpora;
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
    private readonly SensitiveMask _any = new();
    private readonly SensitiveMask _secrets = new(k => k.IsSecret());
    private readonly SensitiveMask _personal = new(k => !k.IsSecret());
    private readonly HashSet<UInt128> _seen = [];

    /// <summary>The row as it may be written; null where it is left out.</summary>
    /// <param name="content">The row.</param>
    /// <param name="reason">Why it is left out, in kebab-case; empty where it is not.</param>
    public SetContent? Look(SetContent content, out string reason)
    {
        content = content.With(WellFormed);
        if (request.WithoutThinking)
        {
            content = Thoughtless(content);
        }

        reason = "";
        if (!IsClean(content) && Masked(ref content) is { } found)
        {
            reason = found;
            return null;
        }

        if (!_seen.Add(HashOf(content)))
        {
            reason = "duplicate";
            return null;
        }

        return content;
    }

    /// <summary>One search tells of most rows that there is nothing in them.</summary>
    private bool IsClean(SetContent content)
    {
        var before = _any.Replaced;
        _ = content.With(_any.Of);
        return _any.Replaced == before;
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

    private static UInt128 HashOf(SetContent content)
    {
        var hash = new XxHash128();
        foreach (var text in content.Texts)
        {
            hash.Append(Encoding.UTF8.GetBytes(text));
            hash.Append([0x1E]);
        }

        hash.Append([content is SetContent.Answered { IsGood: { } good } ? good ? (byte)2 : (byte)1 : (byte)0]);
        return hash.GetCurrentHashAsUInt128();
    }

    /// <summary>Half a surrogate pair becomes U+FFFD: no encoding of Unicode has a place for it.</summary>
    private static string WellFormed(string text) =>
        text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0 ? text : Whole(text);

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
