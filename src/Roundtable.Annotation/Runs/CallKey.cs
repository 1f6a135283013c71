using System.Security.Cryptography;
using System.Text;
using Roundtable.Deliberation.Panels;
using Roundtable.Record.Entries;

namespace Roundtable.Annotation.Runs;

/// <summary>
/// What identifies a call whatever run it is made in: SHA-256 over the prompt as sent, the settings as recorded, the model, the connection, the route and
/// the number of the sample. It is computed from the call before it is made, and from its leaf afterwards, so that an answer is found again from the log
/// alone. It is also the custom id of the call in a provider's batch.
/// </summary>
public readonly record struct CallKey
{
    private CallKey(Digest digest) => Digest = digest;

    /// <summary>The digest.</summary>
    public Digest Digest { get; }

    /// <summary>The key of a call.</summary>
    /// <param name="prompt">Digest of the prompt's bytes as they are recorded.</param>
    /// <param name="settings">Digest of the settings' bytes as they are recorded.</param>
    /// <param name="model">The model that is asked for.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="route">The route; null where unknown.</param>
    /// <param name="sample">Which of the seat's answers about the item, from 1.</param>
    public static CallKey Of(Digest prompt, Digest settings, string model, string connection, Route? route, int sample)
    {
        var text = Encoding.UTF8.GetBytes($"roundtable-call-v1\n{prompt}\n{settings}\n{connection}\n{model}\n{route?.Kind}\n{route?.Through}\n{sample}");
        return new CallKey(new Digest(SHA256.HashData(text)));
    }

    /// <summary>The key of a call to a seat's model.</summary>
    public static CallKey Of(Digest prompt, Digest settings, SeatedModel seated, int sample) =>
        Of(prompt, settings, seated.Seat.Model.Name, seated.Connection, seated.Route, sample);

    /// <summary>The key of a recorded call; null where the leaf is none, or its openings were erased.</summary>
    public static CallKey? Of(Leaf leaf) =>
        leaf is { Kind: LeafKind.ModelOutput, Prompt: { } prompt, Settings: { } settings, Producer: { } producer, Call: { } call } && Sample(call) is { } sample
            ? Of(prompt, settings, producer.Requested, producer.Connection, producer.Route, sample)
            : null;

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString() => Digest.ToString();

    /// <summary>The sample in the name of a call, such as 2 in <c>i7.s1.k2.a0</c>.</summary>
    private static int? Sample(string call)
    {
        foreach (var part in call.Split('.'))
        {
            if (part is ['k', .. var number] && int.TryParse(number, out var sample))
            {
                return sample;
            }
        }

        return null;
    }
}
