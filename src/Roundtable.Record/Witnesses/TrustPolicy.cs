using System.Globalization;
using Roundtable.Record.Checkpoints;

namespace Roundtable.Record.Witnesses;

/// <summary>The signatures that a checkpoint requires (C2SP tlog-policy): by any of the logs, and by a quorum of witnesses.</summary>
public sealed class TrustPolicy
{
    private const string None = "none";

    private readonly Dictionary<string, Rule> _rules = new(StringComparer.Ordinal);
    private readonly List<VerifierKey> _logs = [];
    private readonly List<PolicyWitness> _witnesses = [];
    private readonly HashSet<string> _members = new(StringComparer.Ordinal);
    private string? _quorum;

    private TrustPolicy()
    {
    }

    /// <summary>A witness, or a threshold over other rules.</summary>
    private sealed record Rule(VerifierKey? Key, int Threshold, IReadOnlyList<Rule> Members);

    /// <summary>The logs' keys; empty if the log is specified elsewhere.</summary>
    public IReadOnlyList<VerifierKey> Logs => _logs;

    /// <summary>The witnesses.</summary>
    public IReadOnlyList<PolicyWitness> Witnesses => _witnesses;

    /// <summary>Whether any cosignature is required.</summary>
    public bool RequiresWitnesses => _quorum != None;

    /// <summary>Parses a policy.</summary>
    /// <remarks>Lines may also end as Windows ends them, which the specification does not have: editors add it, and it changes no meaning.</remarks>
    /// <exception cref="FormatException">When a line is invalid; the message contains its number.</exception>
    public static TrustPolicy Parse(string text)
    {
        var policy = new TrustPolicy();
        var number = 0;
        foreach (var line in text.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n').Split('\n'))
        {
            number++;
            if (line.Any(c => char.IsAscii(c) && char.IsControl(c) && c != '\t'))
            {
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"line {number}: it contains a control character other than a tab"));
            }

            var words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || words[0].StartsWith('#'))
            {
                continue;
            }

            try
            {
                policy.Add(words);
            }
            catch (FormatException e)
            {
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"line {number}: {e.Message}"), e);
            }
        }

        return policy._quorum is not null ? policy : throw new FormatException("the quorum line is missing; 'quorum none' requires no witness");
    }

    /// <summary>Whether a checkpoint has the required cosignatures.</summary>
    public bool IsCosigned(SignedNote checkpoint) => _quorum == None || IsSatisfied(_rules[_quorum!], checkpoint);

    /// <summary>What is wrong with a checkpoint that is not <see cref="IsCosigned"/>, to follow "the checkpoint".</summary>
    public const string Shortfall = "has fewer witness cosignatures than the policy requires";

    /// <summary>Names of the witnesses whose cosignatures a checkpoint has, in the order of the policy.</summary>
    public IReadOnlyList<string> Cosigners(SignedNote checkpoint) => [.. _witnesses.Where(w => checkpoint.IsSignedBy(w.Key)).Select(w => w.Name)];

    private static bool IsSatisfied(Rule rule, SignedNote note) =>
        rule.Key is { } key ? note.IsSignedBy(key) : rule.Members.Count(m => IsSatisfied(m, note)) >= rule.Threshold;

    private void Add(string[] words)
    {
        switch (words)
        {
            case ["log", _] or ["log", _, _]:
                var log = Key(words[1], SignatureType.Ed25519, SignatureType.MlDsaCosignature);
                _logs.Add(_logs.Exists(l => l.PublicKey.Span.SequenceEqual(log.PublicKey.Span)) ? throw new FormatException("duplicate log key") : log);
                break;
            case ["witness", var name, var key]:
                AddWitness(name, Key(key, SignatureType.Cosignature, SignatureType.MlDsaCosignature), null);
                break;
            case ["witness", var name, var key, var address]:
                AddWitness(name, Key(key, SignatureType.Cosignature, SignatureType.MlDsaCosignature), Address(address));
                break;
            case ["group", var name, var threshold, _, ..]:
                var members = words[3..].Select(Member).ToList();
                var count = threshold switch
                {
                    "any" => 1,
                    "all" => members.Count,
                    _ => int.TryParse(threshold, NumberStyles.None, CultureInfo.InvariantCulture, out var k) && k >= 1 && k <= members.Count
                        ? k
                        : throw new FormatException($"'{threshold}' is not 'any', 'all' or a number from 1 to {members.Count}"),
                };
                Define(name, new Rule(null, count, members));
                break;
            case ["quorum", var name]:
                _quorum = _quorum is not null ? throw new FormatException("duplicate quorum line")
                    : name == None || Find(name) is not null ? name : null;
                break;
            default:
                throw new FormatException("unknown line; expected log, witness, group or quorum");
        }
    }

    private void AddWitness(string name, VerifierKey key, Uri? address)
    {
        if (_witnesses.Exists(w => w.Key.PublicKey.Span.SequenceEqual(key.PublicKey.Span)))
        {
            throw new FormatException("duplicate witness key");
        }

        Define(name, new Rule(key, 1, []));
        _witnesses.Add(new PolicyWitness(name, key, address));
    }

    private void Define(string name, Rule rule)
    {
        if (name == None || !_rules.TryAdd(name, rule))
        {
            throw new FormatException($"reserved or duplicate name '{name}'");
        }
    }

    private Rule Find(string name) => _rules.GetValueOrDefault(name)
        ?? throw new FormatException($"unknown name '{name}'; it must be defined on an earlier line");

    /// <summary>A member of a group. Each name can be one once only, so that no witness counts twice.</summary>
    private Rule Member(string name) => Find(name) is var rule && _members.Add(name)
        ? rule
        : throw new FormatException($"'{name}' is a member of a group already; a name can be one only once, so that no witness counts twice");

    private static VerifierKey Key(string text, params ReadOnlySpan<SignatureType> types) =>
        VerifierKey.Parse(text) is var key && types.Contains(key.Type)
            ? key
            : throw new FormatException($"the key of {key.Name} has the wrong type for this line");

    private static Uri Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new FormatException($"'{text}' is not an http or https URL");
}
