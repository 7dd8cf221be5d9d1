using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace KotaCerdas.People.Tests.SignIn;

/// <summary>A passkey device in software: one ES256 key, attestation "none" (W3C WebAuthn level 3, sections 6.1 and 6.5).</summary>
internal sealed class SoftwareAuthenticator(string origin, string site) : IDisposable
{
    private const byte PresentAndVerified = 0x05;
    private const byte WithCredential = 0x40;

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _id = RandomNumberGenerator.GetBytes(32);
    private string _user = "";
    private uint _count;

    public string Create(string options)
    {
        using var json = JsonDocument.Parse(options);
        _user = json.RootElement.GetProperty("user").GetProperty("id").GetString()!;
        var client = ClientData("webauthn.create", json.RootElement.GetProperty("challenge").GetString()!);
        byte[] data = [.. Data(PresentAndVerified | WithCredential), .. new byte[16], 0, 32, .. _id, .. CoseKey()];
        byte[] attestation = [0xa3, .. Text("fmt"), .. Text("none"), .. Text("attStmt"), 0xa0, .. Text("authData"), .. Bytes(data)];
        return Credential(new {
            clientDataJSON = Encoded(client), attestationObject = Encoded(attestation), transports = new[] { "internal" } });
    }

    public string Get(string options)
    {
        using var json = JsonDocument.Parse(options);
        var client = ClientData("webauthn.get", json.RootElement.GetProperty("challenge").GetString()!);
        _count++;
        var data = Data(PresentAndVerified);
        var signature = _key.SignData(
            [.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Credential(new {
            clientDataJSON = Encoded(client), authenticatorData = Encoded(data), signature = Encoded(signature), userHandle = _user });
    }

    public void Dispose() => _key.Dispose();

    private static string Encoded(byte[] bytes) => Base64Url.EncodeToString(bytes);

    private static byte[] Text(string text) => [(byte)(0x60 + text.Length), .. Encoding.ASCII.GetBytes(text)];

    private static byte[] Bytes(byte[] bytes) => bytes.Length < 256
        ? [0x58, (byte)bytes.Length, .. bytes]
        : [0x59, (byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];

    private byte[] ClientData(string type, string challenge) =>
        JsonSerializer.SerializeToUtf8Bytes(new { type, challenge, origin, crossOrigin = false });

    private byte[] Data(byte flags)
    {
        var count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, _count);
        return [.. SHA256.HashData(Encoding.ASCII.GetBytes(site)), flags, .. count];
    }

    /// <summary>COSE: kty EC2, alg ES256, crv P-256, x, y.</summary>
    private byte[] CoseKey()
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        return [0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, .. Bytes(point.X!), 0x22, .. Bytes(point.Y!)];
    }

    private string Credential(object response) => JsonSerializer.Serialize(new
    {
        id = Encoded(_id), rawId = Encoded(_id), type = "public-key", authenticatorAttachment = "platform", response,
            clientExtensionResults = new { },
    });
}
