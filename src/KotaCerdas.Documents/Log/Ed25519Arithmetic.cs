using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace KotaCerdas.Documents.Log;

/// <summary>
/// Checks Ed25519 signatures with whole numbers, as RFC 8032 section 5.1 writes them. Only for checking: its time depends on the numbers,
/// which a secret key must not be exposed to.
/// </summary>
internal static class Ed25519Arithmetic
{
    private static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;
    private static readonly BigInteger Order =
        BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493", CultureInfo.InvariantCulture);

    private static readonly BigInteger D = Mod(-121665 * Inverse(121666));
    private static readonly BigInteger RootOfMinusOne = BigInteger.ModPow(2, (P - 1) / 4, P);
    private static readonly Point Zero = new(0, 1, 1, 0);
    private static readonly Point Base = BasePoint();

    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        var s = Number(signature[32..]);
        if (s >= Order || Decode(publicKey) is not { } key || Decode(signature[..32]) is not { } r)
        {
            return false;
        }

        byte[] hashed = [.. signature[..32], .. publicKey, .. message];
        var k = Number(SHA512.HashData(hashed)) % Order;
        return Same(Times(s, Base), Add(r, Times(k, key)));
    }

    private static BigInteger Number(ReadOnlySpan<byte> littleEndian) => new(littleEndian, isUnsigned: true);

    private static BigInteger Mod(BigInteger value)
    {
        var rest = value % P;
        return rest.Sign < 0 ? rest + P : rest;
    }

    private static BigInteger Inverse(BigInteger value) => BigInteger.ModPow(value, P - 2, P);

    private static Point BasePoint()
    {
        var y = Mod(4 * Inverse(5));
        var x = X(y, odd: false)!.Value;
        return new Point(x, y, 1, Mod(x * y));
    }

    private static Point? Decode(ReadOnlySpan<byte> encoded)
    {
        var number = Number(encoded);
        var odd = number >> 255 == 1;
        var y = number & ((BigInteger.One << 255) - 1);
        return y >= P || X(y, odd) is not { } x ? null : new Point(x, y, 1, Mod(x * y));
    }

    /// <summary>The x of a point, from its y and the lowest bit of x (RFC 8032 section 5.1.3); null where there is no such point.</summary>
    private static BigInteger? X(BigInteger y, bool odd)
    {
        var square = Mod(((y * y) - 1) * Inverse(Mod((D * y * y) + 1)));
        var x = BigInteger.ModPow(square, (P + 3) / 8, P);
        if (Mod((x * x) - square) != 0)
        {
            x = Mod(x * RootOfMinusOne);
        }

        if (Mod((x * x) - square) != 0 || (x.IsZero && odd))
        {
            return null;
        }

        return x.IsEven == odd ? P - x : x;
    }

    private static Point Times(BigInteger factor, Point point)
    {
        var sum = Zero;
        for (var rest = factor; !rest.IsZero; rest >>= 1)
        {
            if (!rest.IsEven)
            {
                sum = Add(sum, point);
            }

            point = Add(point, point);
        }

        return sum;
    }

    private static Point Add(Point one, Point other)
    {
        var a = Mod((one.Y - one.X) * (other.Y - other.X));
        var b = Mod((one.Y + one.X) * (other.Y + other.X));
        var c = Mod(2 * one.T * other.T * D);
        var d = Mod(2 * one.Z * other.Z);
        var (e, f, g, h) = (b - a, d - c, d + c, b + a);
        return new Point(Mod(e * f), Mod(g * h), Mod(f * g), Mod(e * h));
    }

    private static bool Same(Point one, Point other) =>
        Mod((one.X * other.Z) - (other.X * one.Z)).IsZero && Mod((one.Y * other.Z) - (other.Y * one.Z)).IsZero;

    /// <summary>Extended coordinates: x = X/Z, y = Y/Z, xy = T/Z.</summary>
    private readonly record struct Point(BigInteger X, BigInteger Y, BigInteger Z, BigInteger T);
}
