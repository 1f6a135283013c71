namespace Roundtable.Web.Api;

/// <summary>A session that was erased.</summary>
/// <param name="Session">Its id.</param>
/// <param name="Erased">How many contents of the log were erased.</param>
/// <param name="NotReached">What no erasure reaches.</param>
public sealed record ErasedSession(string Session, int Erased, string NotReached);
