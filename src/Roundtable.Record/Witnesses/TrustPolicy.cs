using System.Globalization;
using Roundtable.Record.Checkpoints;

namespace Roundtable.Record.Witnesses;

/// <summary>Whose signatures make a checkpoint valid (C2SP tlog-policy): any of the logs', and a quorum of witnesses'.</summary>
public sealed class TrustPolicy
{
    private const string None = "none";

    private readonly Dictionary<string, Rule> _rules = new(StringComparer.Ordinal);
    private readonly List<VerifierKey> _logs = [];
    private readonly List<PolicyWitness> _witnesses = [];
    private string? _quorum;

    private TrustPolicy()
    {
    }

    /// <summary>A witness, or how many of which others.</summary>
    private sealed record Rule(VerifierKey? Key, int Threshold, IReadOnlyList<Rule> Members);

    /// <summary>The logs' keys; none where the log is known from elsewhere.</summary>
    public IReadOnlyList<VerifierKey> Logs => _logs;

    /// <summary>The witnesses.</summary>
    public IReadOnlyList<PolicyWitness> Witnesses => _witnesses;

    /// <summary>Whether any cosignature is required.</summary>
    public bool RequiresWitnesses => _quorum != None;

    /// <summary>Reads a policy.</summary>
    /// <exception cref="FormatException">When a line is not what it should be; the message gives its number.</exception>
    public static TrustPolicy Parse(string text)
    {
        var policy = new TrustPolicy();
        var number = 0;
        foreach (var line in text.TrimEnd('\n').Split('\n'))
        {
            number++;
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

        return policy._quorum is not null ? policy : throw new FormatException("there is no quorum line; 'quorum none' asks for no witness");
    }

    /// <summary>Whether enough witnesses cosigned a checkpoint.</summary>
    public bool IsCosigned(SignedNote checkpoint) => _quorum == None || Holds(_rules[_quorum!], checkpoint);

    private static bool Holds(Rule rule, SignedNote note) =>
        rule.Key is { } key ? note.IsSignedBy(key) : rule.Members.Count(m => Holds(m, note)) >= rule.Threshold;

    private void Add(string[] words)
    {
        switch (words)
        {
            case ["log", _] or ["log", _, _]:
                var log = Key(words[1], SignatureType.Ed25519);
                _logs.Add(_logs.Exists(l => l.PublicKey.Span.SequenceEqual(log.PublicKey.Span)) ? throw new FormatException("this log's key stands in the policy twice") : log);
                break;
            case ["witness", var name, var key]:
                AddWitness(name, Key(key, SignatureType.Cosignature), null);
                break;
            case ["witness", var name, var key, var address]:
                AddWitness(name, Key(key, SignatureType.Cosignature), Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : throw new FormatException($"'{address}' is not an address"));
                break;
            case ["group", var name, var threshold, _, ..]:
                var members = words[3..].Select(Named).ToList();
                var count = threshold switch
                {
                    "any" => 1,
                    "all" => members.Count,
                    _ => int.TryParse(threshold, NumberStyles.None, CultureInfo.InvariantCulture, out var k) && k >= 1 && k <= members.Count
                        ? k
                        : throw new FormatException($"'{threshold}' is neither any, nor all, nor a number from 1 to {members.Count}"),
                };
                Define(name, new Rule(null, count, members));
                break;
            case ["quorum", var name]:
                _quorum = _quorum is not null ? throw new FormatException("there is more than one quorum line")
                    : name == None || Named(name) is not null ? name : null;
                break;
            default:
                throw new FormatException("it is not a log, a witness, a group or a quorum");
        }
    }

    private void AddWitness(string name, VerifierKey key, Uri? address)
    {
        if (_witnesses.Exists(w => w.Key.PublicKey.Span.SequenceEqual(key.PublicKey.Span)))
        {
            throw new FormatException("this witness's key stands in the policy twice");
        }

        Define(name, new Rule(key, 1, []));
        _witnesses.Add(new PolicyWitness(name, key, address));
    }

    private void Define(string name, Rule rule)
    {
        if (name == None || !_rules.TryAdd(name, rule))
        {
            throw new FormatException($"the name {name} is taken");
        }
    }

    private Rule Named(string name) => _rules.GetValueOrDefault(name) ?? throw new FormatException($"nothing is named {name} on the lines before");

    private static VerifierKey Key(string text, SignatureType type) =>
        VerifierKey.Parse(text) is var key && key.Type == type ? key : throw new FormatException($"the key of {key.Name} is of another type than this line needs");
}
