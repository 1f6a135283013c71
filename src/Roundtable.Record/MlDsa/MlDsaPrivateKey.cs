using System.Security.Cryptography;

namespace Roundtable.Record.MlDsa;

/// <summary>
/// A private key of ML-DSA-44, expanded from its seed (FIPS 204, algorithm 6). Time and addresses depend on no secret but through how often a signature is
/// begun anew, which the specification shows to tell nothing.
/// </summary>
internal sealed class MlDsaPrivateKey
{
    private const int Seeds = 32;
    private const int PublicBits = 10;
    private const int Beta = Sampling.ChallengeWeight * 2;

    private readonly byte[] _matrixSeed;
    private readonly byte[] _keySeed;
    private readonly byte[] _keyHash;
    private readonly int[][] _first = new int[MlDsa44.Columns][]; // s1, transformed
    private readonly int[][] _second = new int[MlDsa44.Rows][]; // s2, transformed
    private readonly int[][] _dropped = new int[MlDsa44.Rows][]; // t0, transformed

    /// <summary>Expands a seed of 32 bytes.</summary>
    public MlDsaPrivateKey(ReadOnlySpan<byte> seed)
    {
        var shake = new Shake(Shake.Rate256).Add(seed).Add([MlDsa44.Rows, MlDsa44.Columns]);
        _matrixSeed = shake.Read(Seeds);
        var secretSeed = shake.Read(2 * Seeds);
        _keySeed = shake.Read(Seeds);
        for (var i = 0; i < MlDsa44.Columns; i++)
        {
            _first[i] = Sampling.Secret(secretSeed, i);
            Polynomial.Transform(_first[i]);
        }

        PublicKey = new byte[MlDsa44.PublicKeyLength];
        _matrixSeed.CopyTo(PublicKey, 0);
        for (var row = 0; row < MlDsa44.Rows; row++)
        {
            _second[row] = Sampling.Secret(secretSeed, MlDsa44.Columns + row);
            var published = MlDsa44.Product(_matrixSeed, row, _first, new int[Polynomial.Length]);
            _dropped[row] = new int[Polynomial.Length];
            for (var i = 0; i < published.Length; i++)
            {
                (published[i], _dropped[row][i]) = Rounding.Power2Round(Polynomial.Positive(published[i] + _second[row][i]));
            }

            BitPacking.Pack(published, PublicBits, PublicKey.AsSpan(Seeds + (row * Polynomial.Length * PublicBits / 8)));
            Polynomial.Transform(_second[row]);
            Polynomial.Transform(_dropped[row]);
        }

        _keyHash = new Shake(Shake.Rate256).Add(PublicKey).Read(64);
    }

    /// <summary>The public key.</summary>
    public byte[] PublicKey { get; }

    /// <summary>Signs a message with an empty context and fresh randomness (algorithm 2).</summary>
    public byte[] Sign(byte[] message) => Sign(message, RandomNumberGenerator.GetBytes(Seeds));

    /// <summary>Signs a message with an empty context (algorithm 7).</summary>
    /// <param name="message">The message.</param>
    /// <param name="random">32 random bytes, or zeros for a signature that the message determines.</param>
    public byte[] Sign(ReadOnlySpan<byte> message, ReadOnlySpan<byte> random)
    {
        var hash = MlDsa44.MessageHash(_keyHash, message);
        var maskSeed = new Shake(Shake.Rate256).Add(_keySeed).Add(random).Add(hash).Read(64);
        for (var number = 0; ; number += MlDsa44.Columns)
        {
            if (TrySign(hash, maskSeed, number) is { } signature)
            {
                return signature.ToBytes();
            }
        }
    }

    private MlDsaSignature? TrySign(byte[] hash, byte[] maskSeed, int number)
    {
        var masks = new int[MlDsa44.Columns][];
        var transformed = new int[MlDsa44.Columns][];
        for (var i = 0; i < masks.Length; i++)
        {
            masks[i] = Sampling.Mask(maskSeed, number + i);
            transformed[i] = [.. masks[i]];
            Polynomial.Transform(transformed[i]);
        }

        var commitment = new int[MlDsa44.Rows][];
        var high = new int[MlDsa44.Rows][];
        for (var row = 0; row < commitment.Length; row++)
        {
            commitment[row] = MlDsa44.Product(_matrixSeed, row, transformed, new int[Polynomial.Length]);
            high[row] = [.. commitment[row].Select(w => Rounding.Decompose(Polynomial.Positive(w)).High)];
        }

        var commitmentHash = MlDsa44.CommitmentHash(hash, high);
        var challenge = Sampling.Challenge(commitmentHash);
        Polynomial.Transform(challenge);
        for (var i = 0; i < masks.Length; i++)
        {
            Add(masks[i], Times(challenge, _first[i]), 1);
            if (!Polynomial.IsBelow(masks[i], Sampling.Gamma1 - Beta))
            {
                return null;
            }

            Centre(masks[i]);
        }

        return Hints(commitment, challenge) is { } hints ? new MlDsaSignature(commitmentHash, masks, hints) : null;
    }

    /// <summary>The hints by which a verifier, who does not know what the public key dropped, finds the same high parts; null to begin anew.</summary>
    private bool[][]? Hints(int[][] commitment, int[] challenge)
    {
        var hints = new bool[MlDsa44.Rows][];
        var count = 0;
        for (var row = 0; row < hints.Length; row++)
        {
            var w = commitment[row];
            Add(w, Times(challenge, _second[row]), -1);
            int[] low = [.. w.Select(v => Rounding.Decompose(Polynomial.Positive(v)).Low)];
            if (!Polynomial.IsBelow(low, Rounding.Gamma2 - Beta))
            {
                return null;
            }

            var dropped = Times(challenge, _dropped[row]);
            if (!Polynomial.IsBelow(dropped, Rounding.Gamma2))
            {
                return null;
            }

            hints[row] = new bool[Polynomial.Length];
            for (var i = 0; i < w.Length; i++)
            {
                hints[row][i] = Rounding.Decompose(Polynomial.Positive(w[i])).High
                    != Rounding.Decompose(Polynomial.Positive(Polynomial.Positive(w[i]) + dropped[i])).High;
                count += hints[row][i] ? 1 : 0;
            }
        }

        return count <= MlDsaSignature.MaxHints ? hints : null;
    }

    private static int[] Times(int[] challenge, int[] transformed)
    {
        var product = new int[Polynomial.Length];
        Polynomial.Multiply(challenge, transformed, product);
        Polynomial.Restore(product);
        return product;
    }

    private static void Add(int[] a, int[] b, int factor)
    {
        for (var i = 0; i < a.Length; i++)
        {
            a[i] += factor * b[i];
        }
    }

    /// <summary>Takes coefficients between -q/2 and q/2.</summary>
    private static void Centre(int[] a)
    {
        for (var i = 0; i < a.Length; i++)
        {
            var positive = Polynomial.Positive(a[i]);
            a[i] = positive - ((((Polynomial.Q - 1) / 2) - positive) >> 31 & Polynomial.Q);
        }
    }
}
