using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;

namespace Roundtable.Workspace.Sets.Rulings;

/// <summary>
/// Marks of what rows came from, by which a row that is read again is known to have come from what was ruled on in its place, without looking up again what
/// that is. The hash begins with a number that nobody can know, so that no source can be made to pass for another. Not thread-safe.
/// </summary>
internal sealed class SourceMarks
{
    private readonly long _secret = MemoryMarshal.Read<long>(RandomNumberGenerator.GetBytes(sizeof(long)));
    private readonly XxHash128 _hash;

    /// <summary>Marks of one reading and of what is read again.</summary>
    public SourceMarks() => _hash = new XxHash128(_secret);

    /// <summary>The mark of sources in their order.</summary>
    public UInt128 Of(IReadOnlyList<LineageEdge> sources)
    {
        if (sources is [var only] && IsPlain(only))
        {
            return XxHash128.HashToUInt128(MemoryMarshal.AsBytes(only.From.AsSpan()), _secret);
        }

        // What is marked in full is never taken for what is marked by its id alone.
        _hash.Reset();
        _hash.Append([1]);
        for (var i = 0; i < sources.Count; i++)
        {
            var source = sources[i];
            Part(source.From);
            Part(IsPlain(source) ? "" : string.Create(
                CultureInfo.InvariantCulture,
                $"{source.Kind}/{source.Declared}/{source.On:O}/{source.OnIsUnreadable}/{source.Through}/{string.Join(',', source.Uses)}/{source.Citation}"));
        }

        return _hash.GetCurrentHashAsUInt128();
    }

    private static bool IsPlain(LineageEdge source) =>
        source is { Kind: EdgeKind.MadeWith, Declared: false, On: null, OnIsUnreadable: false, Through: null, Uses.Count: 0, Citation: null };

    private void Part(string text)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        MemoryMarshal.Write(length, text.Length);
        _hash.Append(length);
        _hash.Append(MemoryMarshal.AsBytes(text.AsSpan()));
    }
}
