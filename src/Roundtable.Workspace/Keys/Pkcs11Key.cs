using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using Roundtable.Record.Checkpoints;

namespace Roundtable.Workspace.Keys;

/// <summary>
/// An Ed25519 key that a PKCS#11 module holds (version 3.0, mechanism CKM_EDDSA): a hardware security module, a smart card, an agent with such a library, or
/// SoftHSM. The program asks it to sign and never sees the secret.
/// </summary>
public sealed class Pkcs11Key
{
    private const ulong EdDsa = 0x1057; // CKM_EDDSA

    private static readonly ConcurrentDictionary<string, Lazy<IPkcs11Library>> _modules = new(StringComparer.Ordinal);
    private static readonly Pkcs11InteropFactories _factories = Begin();

    private readonly Lock _gate = new();
    private readonly ISession _session;
    private readonly IObjectHandle _key;
    private readonly string _what;

    private Pkcs11Key(ISession session, IObjectHandle key, string what) => (_session, _key, _what) = (session, key, what);

    /// <summary>Opens the key.</summary>
    /// <param name="workspace">The environment, for the PIN.</param>
    /// <param name="uri">Where it is held.</param>
    /// <param name="type">What it signs: a log's checkpoints, or a witness's cosignatures.</param>
    /// <exception cref="WorkspaceException">When the module, the token or the key cannot be found or used, or the PIN is refused.</exception>
    public static SigningKey Open(WorkspaceContext workspace, Pkcs11Uri uri, SignatureType type)
    {
        var what = $"the key {uri.Label ?? Convert.ToHexStringLower(uri.Id!)} in {uri.ModulePath}";
        var name = uri.Name is { } given && VerifierKey.IsName(given) ? given : throw new WorkspaceException(
            ErrorKind.Configuration, $"The pkcs11: URI says no name for {what} that a key can have: add '&name=NAME', without spaces and plus signs.");
        try
        {
            var slot = Slot(uri);
            var session = slot.OpenSession(SessionType.ReadOnly);
            LogIn(session, Pin(workspace, uri), what);
            var key = Single(session, CKO.CKO_PRIVATE_KEY, uri, what);
            var publicKey = PublicKey(session, Single(session, CKO.CKO_PUBLIC_KEY, uri, what), what);
            return SigningKey.Held(new VerifierKey(name, publicKey, type), new Pkcs11Key(session, key, what).Sign);
        }
        catch (Pkcs11Exception e)
        {
            throw Refused(what, e);
        }
    }

    private byte[] Sign(byte[] message)
    {
        try
        {
            lock (_gate)
            {
                using var mechanism = _factories.MechanismFactory.Create(EdDsa);
                return _session.Sign(mechanism, _key, message);
            }
        }
        catch (Pkcs11Exception e)
        {
            throw new IOException($"Nothing can be signed with {_what}: the module answers {e.RV}.", e);
        }
    }

    /// <summary>The library asks for libdl by the name that only development packages have; newer systems have it in their C library.</summary>
    private static Pkcs11InteropFactories Begin()
    {
        NativeLibrary.SetDllImportResolver(typeof(Pkcs11InteropFactories).Assembly, static (name, assembly, path) =>
            name == "libdl"
            && (NativeLibrary.TryLoad("libdl.so.2", assembly, path, out var handle) || NativeLibrary.TryLoad("libc", assembly, path, out handle))
                ? handle
                : IntPtr.Zero);
        return new Pkcs11InteropFactories();
    }

    private static IPkcs11Library Module(string path)
    {
        // Never closed: closing would end it for every other user of the library in this process.
        var module = _modules.GetOrAdd(path, static p => new Lazy<IPkcs11Library>(
            () => _factories.Pkcs11LibraryFactory.LoadPkcs11Library(_factories, p, AppType.MultiThreaded)));
        try
        {
            return module.Value;
        }
        catch (Exception e) when (e is LibraryArchitectureException or UnmanagedException or Pkcs11Exception or DllNotFoundException)
        {
            _modules.TryRemove(path, out _);
            throw new WorkspaceException(ErrorKind.Configuration, $"The PKCS#11 module {path} cannot be loaded: {e.Message.Split('\n')[0]}", e);
        }
    }

    private static ISlot Slot(Pkcs11Uri uri)
    {
        var slots = Module(uri.ModulePath).GetSlotList(SlotsType.WithTokenPresent).Where(s => Fits(s, uri)).ToList();
        return slots switch
        {
            [var one] => one,
            [] => throw new WorkspaceException(ErrorKind.Configuration, $"{uri.ModulePath} has no token such as the pkcs11: URI names; is it connected?"),
            _ => throw new WorkspaceException(
                ErrorKind.Configuration, $"{uri.ModulePath} has {slots.Count} tokens such as the pkcs11: URI names: add its token or serial number."),
        };
    }

    private static bool Fits(ISlot slot, Pkcs11Uri uri)
    {
        var token = slot.GetTokenInfo();
        return (uri.Slot is not { } number || slot.SlotId == number)
            && (uri.Token is not { } label || token.Label.TrimEnd() == label)
            && (uri.Serial is not { } serial || token.SerialNumber.TrimEnd() == serial)
            && (uri.Manufacturer is not { } manufacturer || token.ManufacturerId.TrimEnd() == manufacturer)
            && (uri.Model is not { } model || token.Model.TrimEnd() == model);
    }

    private static string? Pin(WorkspaceContext workspace, Pkcs11Uri uri)
    {
        try
        {
            return uri.Pin ?? (uri.PinFile is { } path ? File.ReadAllText(path).TrimEnd('\n', '\r') : workspace.Variable(Pkcs11Uri.PinVariable));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorkspaceException(ErrorKind.Configuration, $"The PIN of a PKCS#11 token cannot be read from {uri.PinFile}: {e.Message}", e);
        }
    }

    private static void LogIn(ISession session, string? pin, string what)
    {
        if (pin is null)
        {
            return; // a module may ask for it by itself, or want none
        }

        try
        {
            session.Login(CKU.CKU_USER, pin);
        }
        catch (Pkcs11Exception e) when (e.RV == CKR.CKR_USER_ALREADY_LOGGED_IN)
        {
        }
        catch (Pkcs11Exception e) when (e.RV is CKR.CKR_PIN_INCORRECT or CKR.CKR_PIN_LEN_RANGE or CKR.CKR_PIN_LOCKED)
        {
            var locked = e.RV == CKR.CKR_PIN_LOCKED ? " It is locked now." : "";
            throw new WorkspaceException(ErrorKind.Configuration, $"The token refuses the PIN for {what}.{locked}", e);
        }
    }

    private static IObjectHandle Single(ISession session, CKO kind, Pkcs11Uri uri, string what)
    {
        var wanted = new List<IObjectAttribute> { _factories.ObjectAttributeFactory.Create(CKA.CKA_CLASS, kind) };
        if (uri.Label is { } label)
        {
            wanted.Add(_factories.ObjectAttributeFactory.Create(CKA.CKA_LABEL, Encoding.UTF8.GetBytes(label)));
        }

        if (uri.Id is { } id)
        {
            wanted.Add(_factories.ObjectAttributeFactory.Create(CKA.CKA_ID, id));
        }

        var half = kind == CKO.CKO_PRIVATE_KEY ? "private" : "public";
        return session.FindAllObjects(wanted) switch
        {
            [var one] => one,
            [] => throw new WorkspaceException(
                ErrorKind.Configuration,
                $"The {half} half of {what} is not there."
                    + (half == "private" ? $" Without its PIN (pin-source, or {Pkcs11Uri.PinVariable}) a token hides it." : "")),
            var several => throw new WorkspaceException(ErrorKind.Configuration, $"{several.Count} {half} keys fit {what}: add its id to the pkcs11: URI."),
        };
    }

    /// <summary>The 32 bytes of an Ed25519 key: CKA_EC_POINT, as they are or as a DER OCTET STRING, as modules differ.</summary>
    private static byte[] PublicKey(ISession session, IObjectHandle key, string what)
    {
        var point = session.GetAttributeValue(key, [CKA.CKA_EC_POINT])[0].GetValueAsByteArray();
        return point switch
        {
            { Length: Ed25519.KeyLength } => point,
            [0x04, Ed25519.KeyLength, ..] when point.Length == Ed25519.KeyLength + 2 => point[2..],
            _ => throw new WorkspaceException(ErrorKind.Configuration, $"{char.ToUpperInvariant(what[0])}{what[1..]} is no Ed25519 key."),
        };
    }

    private static WorkspaceException Refused(string what, Pkcs11Exception e) =>
        new(ErrorKind.Configuration, $"{char.ToUpperInvariant(what[0])}{what[1..]} cannot be used: the module answers {e.RV}.", e);
}
